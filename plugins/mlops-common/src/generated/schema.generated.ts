// Generated from openapi.yaml by `npm run generate`: change that, not this.

export interface paths {
    "/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List and search the models the caller may read */
        get: operations["listModels"];
        put?: never;
        /**
         * Register a model, with its first version if there is one yet
         * @description A form is streamed: its part `metadata` has to come before the part `artifact`. A JSON body names the artifact
         *     by reference in `version.artifact`, or registers a model without a version. The model and its version 1 come
         *     into being together or not at all. Registering the artifact that the model of this name has already makes
         *     nothing new: what is there is answered with status 200.
         */
        post: operations["registerModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        /**
         * Read one model
         * @description A deleted model too, as long as it can be restored; `deletedAt` tells that it is.
         */
        get: operations["getModel"];
        put?: never;
        post?: never;
        /**
         * Delete a model with its versions
         * @description It can be restored until the configured time has passed; its name stays taken until then. Refused while the
         *     model is deployed.
         */
        delete: operations["deleteModel"];
        options?: never;
        head?: never;
        /**
         * Change what is said of a model
         * @description What isn't in the body stays. A model that the catalog declares is changed there instead.
         */
        patch: operations["updateModel"];
        trace?: never;
    };
    "/models/{model}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restore a deleted model with the versions that it had */
        post: operations["restoreModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/aliases/{alias}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                alias: components["schemas"]["Alias"];
            };
            cookie?: never;
        };
        get?: never;
        /** Point an alias at a version, moving it if it points at another */
        put: operations["setAlias"];
        post?: never;
        /** Remove an alias */
        delete: operations["removeAlias"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        /** The metrics of all versions of a model over time, newest first */
        get: operations["listModelEvaluations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        /** List the versions of a model, newest first */
        get: operations["listVersions"];
        put?: never;
        /**
         * Register a new version of a model
         * @description Registering the artifact that the model already has (same SHA-256) makes no new version: the existing one is
         *     answered with status 200, unless `newVersion` asks for another one. A JSON body names the artifact by reference
         *     in `artifact`.
         */
        post: operations["registerVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        /**
         * Read one version
         * @description A deleted version too, as long as it can be restored; `deletedAt` tells that it is.
         */
        get: operations["getVersion"];
        put?: never;
        post?: never;
        /**
         * Delete a version
         * @description It can be restored until the configured time has passed; its number is never given out again. Refused while it
         *     is deployed or has an alias.
         */
        delete: operations["deleteVersion"];
        options?: never;
        head?: never;
        /**
         * Change the description, the notes or the tags of a version
         * @description What isn't in the body stays. Everything else of a version never changes.
         */
        patch: operations["updateVersion"];
        trace?: never;
    };
    "/models/{model}/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restore a deleted version */
        post: operations["restoreVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/versions/{version}/card": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        /**
         * Read the model card of a version
         * @description Nine sections, each with what the registry knows and what a person wrote. What nobody wrote for this version is
         *     taken over from the newest version before it.
         */
        get: operations["getCard"];
        /**
         * Write the parts of a model card that a person has to speak to
         * @description Makes a new revision. Refused when somebody else wrote since the revision that the body names.
         */
        put: operations["writeCard"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/versions/{version}/card/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        /** Who wrote the model card of a version, newest first */
        get: operations["listCardRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/versions/{version}/card/document": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        /** Download the model card of a version */
        get: operations["getCardDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/versions/{version}/ml-bom": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        /** The machine learning bill of materials of a version, as CycloneDX 1.6 JSON */
        get: operations["getMlBom"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/versions/{version}/artifact": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        /** Download the artifact of a version */
        get: operations["downloadArtifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/versions/{version}/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        /** List the newest 25 evaluations of a version, newest first */
        get: operations["listEvaluations"];
        put?: never;
        /** Add an evaluation to a version */
        post: operations["addEvaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read up to six versions, also of different models, beside each other */
        get: operations["compareVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/registrations/{kind}/{namespace}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        /** How the registration of a model from its catalog entity went */
        get: operations["getRegistration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lifecycle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stages with the transitions between them, and the environments */
        get: operations["getLifecyclePolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/gates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        /**
         * What a version of the model has to meet before it enters a stage
         * @description The gates of the configuration, and those that were added for this model.
         */
        get: operations["getGates"];
        /**
         * Set the gates that this model has in addition to the configured ones
         * @description They can only add to what is configured, never take away.
         */
        put: operations["setGates"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/versions/{version}/transitions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        /** Where a version can go from its stage, what stands in the way, and what else would happen */
        get: operations["listTransitions"];
        put?: never;
        /**
         * Move a version to another stage
         * @description The version, whatever follows from it (deployments that follow the stage, versions that make way) and the audit
         *     events are one transaction. Refused with the gates that don't hold, each with the reason. Moving a version to
         *     the stage that it is in changes nothing.
         */
        post: operations["transitionVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List requests for approval at the models the caller may read, newest first */
        get: operations["listApprovals"];
        put?: never;
        /**
         * Ask for the approvals that a version needs to enter a stage
         * @description Bound to the artifact's digest and to the exact change: the version, the stage that it leaves and the one that it
         *     enters. Those who may decide are notified. There is one open request for a change at a time.
         */
        post: operations["requestApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{approval}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["approval"];
            };
            cookie?: never;
        };
        /** Read one request for approval */
        get: operations["getApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{approval}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["approval"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or reject a change
         * @description Refused to whoever requested it, and to who is in none of the groups that the gate names. One rejection ends the
         *     request; a further decision of the same person is refused.
         */
        post: operations["decideApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{approval}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["approval"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw a request that isn't needed any more, as the one who made it */
        post: operations["withdrawApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List alerts of the models the caller may read, newest first */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Raise an alert at a model, as a person or an outside monitor
         * @description An alert of the same `key` that isn't resolved yet is brought up to date instead (severity, words, deployment
         *     and version) and answered with status 200.
         */
        post: operations["raiseAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/alert-rules": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        /**
         * The rules that raise alerts of a model by themselves, and what is mute
         * @description The rules of the configuration, which hold for every deployment, and those of the model. A rule of the model takes
         *     the place of the configured one of the same name.
         */
        get: operations["listAlertRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/alert-rules/{rule}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                rule: components["parameters"]["rule"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Set a rule of a model
         * @description With other words than before it begins anew: what it has counted is forgotten, how far it has looked isn't.
         */
        put: operations["setAlertRule"];
        post?: never;
        /** Remove a rule of a model; a configured one of the name holds again */
        delete: operations["removeAlertRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/alert-rule-preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** When a rule would have raised an alert over the last 30 days of each deployment's traffic */
        post: operations["previewAlertRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/alert-mutes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Tell nobody of the alerts of a model, or of one of its rules, until a time
         * @description They are raised and shown all the same. What is still wrong when the time is over is told then.
         */
        put: operations["muteAlerts"];
        post?: never;
        /** Tell of alerts again */
        delete: operations["unmuteAlerts"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{alert}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: components["parameters"]["alert"];
            };
            cookie?: never;
        };
        /** Read one alert */
        get: operations["getAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{alert}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: components["parameters"]["alert"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell that somebody is at it */
        post: operations["acknowledgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{alert}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: components["parameters"]["alert"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resolve an alert */
        post: operations["resolveAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/access": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        /**
         * What the caller may do with a model
         * @description Every permission on the model, once for each stage or environment where that decides, so that a page can tell
         *     beforehand what is unavailable, and why.
         */
        get: operations["getAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/permission-review": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        /**
         * Who may do what with a model, and by which rule
         * @description Every person of the catalog, by name, with the decision of the installed policy on each permission, stage and
         *     environment. `complete` is false where the policy can't be asked for others than the caller.
         */
        get: operations["reviewPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        /** Changes of a model, and denied attempts at it, newest first */
        get: operations["listModelAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Changes and denied attempts, newest first
         * @description Events of models that the caller may not read are left out.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check the whole chain of audit events, and name the first link that is broken */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the audit trail, oldest event first
         * @description JSON Lines hold each event with the very texts that its hash was made of, so that `mlops-audit verify` can check
         *     the chain without this server. CSV is for reading. Events of models that the caller may not read are left out.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed checkpoints of the chain, newest first */
        get: operations["listCheckpoints"];
        put?: never;
        /** Verify the chain and sign its end, to be kept outside */
        post: operations["createCheckpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/undelivered-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notifications, events and webhooks that were given up, the last one first
         * @description What they tell is not shown. They are kept for a week.
         */
        get: operations["listUndeliveredMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/undelivered-messages/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have messages to a destination sent again that were given up, all or one
         * @description Each is sent under the same id as before, and tried as often as a new one. Those about one thing, such as an alert, are sent in
         *     order; one behind which a later one was delivered or waits is left, since it would tell what is over.
         */
        post: operations["resendMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the deployments of the models the caller may read */
        get: operations["listDeployments"];
        put?: never;
        /** Make a named endpoint that serves a version */
        post: operations["createDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        /** Read one deployment */
        get: operations["getDeployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change whether a deployment follows a stage, and what versions have to keep to during their bake time
         * @description A setting that isn't given stays as it is.
         */
        patch: operations["configureDeployment"];
        trace?: never;
    };
    "/deployments/{deployment}/challengers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Set the versions that get copies of the requests
         * @description Their answers are observed, never sent. An empty list takes all challengers away. Makes a revision unless nothing
         *     changes.
         */
        put: operations["setChallengers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/canary": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        get?: never;
        /** Have a version answer a share of the requests */
        put: operations["setCanary"];
        post?: never;
        /** Have the champion answer all requests again */
        delete: operations["removeCanary"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Serve again what an earlier revision served
         * @description Makes a new revision with the champion, the canary, the challengers and the settings of the earlier one. Refused
         *     when the environment doesn't take one of its versions any more.
         */
        post: operations["rollBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        /** The tokens of an endpoint, newest first, without their secrets */
        get: operations["listTokens"];
        put?: never;
        /**
         * Make a token for an endpoint
         * @description The secret is answered this once; only its SHA-256 is kept. Refused when the endpoint has as many valid tokens as
         *     the installation lets it have.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
                token: components["parameters"]["token"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a token
         * @description Refused by every replica within two seconds. It stays in the list.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/tokens/{token}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
                token: components["parameters"]["token"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Set the limits of a valid token
         * @description In force on every replica within two seconds. A limit that isn't given is none from then on. Nothing changes when
         *     they are the same.
         */
        put: operations["setTokenLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find out which token a leaked secret is, by its beginning */
        get: operations["findTokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/openapi": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        /** The OpenAPI text of a deployment's endpoint, with the signature of the version that it serves */
        get: operations["getEndpointDescription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        /** The history of a deployment, newest first */
        get: operations["listRevisions"];
        put?: never;
        /**
         * Serve another version, or serve again after an undeploy
         * @description Deploying what is already deployed changes nothing and makes no revision.
         */
        post: operations["deployVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/undeploy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop serving; the name, the history and the monitoring data stay */
        post: operations["undeploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/infer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the endpoint for a prediction, as a signed-in person
         * @description Passes the request on to the deployment's own endpoint and answers what it answered. For people who try a
         *     model from the portal, so it is kept out of monitoring; programs call the endpoint itself.
         */
        post: operations["infer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployment-health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List how the deployments are doing whose models the caller may read */
        get: operations["listDeploymentHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/traffic": {
        parameters: {
            query?: {
                /** @description Start of the time range, included. Without it, the first traffic. */
                from?: components["parameters"]["from"];
                /** @description End of the time range, not included. Without it, the last traffic. */
                to?: components["parameters"]["to"];
                /**
                 * @description Length of the intervals, which begin at UTC hours, days, Mondays or first days of a month, and every five minutes
                 *     of an hour. `auto` chooses the shortest that makes at most 144 of them, so twelve hours come by five minutes; of
                 *     performance, which needs rows, an hour at least. Where traffic is kept by the hour or the day only, it is so long at
                 *     least. More than 2,000 intervals are refused.
                 */
                interval?: components["parameters"]["interval"];
                /**
                 * @description In which role: `answering` is what the deployment answered, as champion or canary; a challenger got copies of the
                 *     requests.
                 */
                role?: components["parameters"]["servedAs"];
                /** @description Only of this version. */
                version?: components["parameters"]["servedVersion"];
            };
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        /** Requests, rows, errors, latency and predictions over time */
        get: operations["getTraffic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/drift": {
        parameters: {
            query?: {
                /** @description Start of the time range, included. Without it, the first traffic. */
                from?: components["parameters"]["from"];
                /** @description End of the time range, not included. Without it, the last traffic. */
                to?: components["parameters"]["to"];
                /**
                 * @description Length of the intervals, which begin at UTC hours, days, Mondays or first days of a month, and every five minutes
                 *     of an hour. `auto` chooses the shortest that makes at most 144 of them, so twelve hours come by five minutes; of
                 *     performance, which needs rows, an hour at least. Where traffic is kept by the hour or the day only, it is so long at
                 *     least. More than 2,000 intervals are refused.
                 */
                interval?: components["parameters"]["interval"];
                /**
                 * @description In which role: `answering` is what the deployment answered, as champion or canary; a challenger got copies of the
                 *     requests.
                 */
                role?: components["parameters"]["servedAs"];
                /** @description Only of this version. */
                version?: components["parameters"]["servedVersion"];
            };
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        /** Drift of features and predictions against the reference, and the quality of the data, over time */
        get: operations["getDrift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell what turned out to be true of predictions
         * @description A label takes the place of an earlier one of the same row. Labels of predictions that aren't known are kept too:
         *     they may come before the prediction is logged, and only a sample of the requests is logged at all. Where the
         *     deployment's prediction settings name a key column, a label may come by what the row has in it. As CSV with a header,
         *     or as Parquet: the columns `predictionId`, `label` and, where requests have several rows, `row`; or `key` and `label`.
         *     All or nothing. The audit trail keeps how many there were, not what they said.
         */
        post: operations["addLabels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/predictions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell what a model that is served elsewhere answered
         * @description Counted and logged as if it had been answered here. All or nothing; what is wrong is named with its line. A
         *     prediction counts once, by `id`, `row` and version, however often it is sent, as long as the log keeps predictions.
         *     Of the inputs, the log keeps what the prediction settings name; the others are only counted.
         *
         *     JSON lines are each a prediction, or a line of SageMaker's data capture as it is. CSV has the columns `id`, `time`
         *     and perhaps `row`, `version` and `latencyMs`, and `inputs.<column>` and `outputs.<column>` for each column.
         */
        post: operations["ingestPredictions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/payload-events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an event of KServe's payload logger
         * @description A CloudEvent of the type `org.kubeflow.serving.inference.request` or `….response`, with its attributes in `ce-`
         *     headers and the payload as body, or all of it in the body. The two with the same id make a prediction, in whatever
         *     order they come; one that is alone waits for an hour. As traffic, it leaves no audit event.
         */
        post: operations["ingestPayloadEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/prediction-settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        /** What a deployment logs of its predictions */
        get: operations["getPredictionSettings"];
        /**
         * Change what a deployment logs of its predictions
         * @description Of the inputs of a request nothing is kept but the columns that are named here. What was logged before stays as it
         *     is until its time is over.
         */
        put: operations["setPredictionSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/performance": {
        parameters: {
            query?: {
                /** @description Start of the time range, included. Without it, the first traffic. */
                from?: components["parameters"]["from"];
                /** @description End of the time range, not included. Without it, the last traffic. */
                to?: components["parameters"]["to"];
                /**
                 * @description Length of the intervals, which begin at UTC hours, days, Mondays or first days of a month, and every five minutes
                 *     of an hour. `auto` chooses the shortest that makes at most 144 of them, so twelve hours come by five minutes; of
                 *     performance, which needs rows, an hour at least. Where traffic is kept by the hour or the day only, it is so long at
                 *     least. More than 2,000 intervals are refused.
                 */
                interval?: components["parameters"]["interval"];
            };
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        /**
         * How good predictions turned out to be, over time, and how good they are expected to be
         * @description From the logged predictions and the labels that have come of them; a label that comes late counts where its
         *     prediction happened. Before labels come, metrics of classifiers of two classes are estimated from their scores
         *     (`estimated`). Where there are more predictions than an answer is made of, the newest are used
         *     (`truncatedBefore`).
         */
        get: operations["getPerformance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{deployment}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        /**
         * Compare what a version predicts with what the champion predicts for the same requests
         * @description Of requests that both versions ran on, as far as they were logged. Once labels have come it says which version is
         *     better. That verdict may be looked at as often as one likes: it rests on intervals that hold at all times at once
         *     (`alwaysValid`), with a chance of error of `alpha` over all looks together. The p-value and the bootstrap interval
         *     beside them hold for one look only, at a number of requests that was fixed beforehand; looked at often, and
         *     stopped when they please, they raise false alarms several times as often as they say.
         */
        get: operations["compareServed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retraining-executors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can run trainings, and what each wants to be told */
        get: operations["listRetrainingExecutors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/retraining-policies": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        /** When a model is trained anew, by name */
        get: operations["listRetrainingPolicies"];
        put?: never;
        /**
         * Have a model trained anew by time, drift or performance
         * @description Whoever makes it has to be allowed what becomes of the new version, too: to deploy to the endpoint for
         *     `challenger`, to move versions to the stage for `promote`.
         */
        post: operations["createRetrainingPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/retraining-policies/{policy}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                policy: components["parameters"]["policy"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Change a retraining policy
         * @description All of it, as it is to be. What its trigger counted so far is kept unless the trigger changes.
         */
        put: operations["updateRetrainingPolicy"];
        post?: never;
        /**
         * Delete a retraining policy
         * @description Its runs stay; those that are under way go on, and nothing becomes of their versions but that they are registered.
         */
        delete: operations["deleteRetrainingPolicy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/retraining-policies/{policy}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                policy: components["parameters"]["policy"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Train a model now, as a policy says
         * @description Also while the policy is paused. The cool-down doesn't keep it, the limits of concurrency do.
         */
        post: operations["triggerRetraining"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/retraining-dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * When a trigger would have fired in the past
         * @description Over the traffic that there was, or for a trigger by time over the last 90 days. Cool-down is counted in the time
         *     of the traffic.
         */
        post: operations["dryRunRetraining"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/retraining-runs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        /** The trainings of a model, newest first */
        get: operations["listRetrainingRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retraining-runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["run"];
            };
            cookie?: never;
        };
        /** Read one training */
        get: operations["getRetrainingRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retraining-runs/{run}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["run"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a training that is under way
         * @description The executor is asked to stop it; nothing becomes of what it has registered.
         */
        post: operations["cancelRetrainingRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retraining-runs/{run}/report/progress": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["run"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell how a training goes, as its job
         * @description With the run's token in the header `X-Mlops-Run-Token`, good as long as the run is under way; or with Backstage's
         *     own credentials and the permission. An executor that is asked for the state itself needs no such report.
         */
        post: operations["reportTraining"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retraining-runs/{run}/report/version": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["run"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register the version that a training made, as its job
         * @description As `registerVersion` of the run's model, with the run's token or with Backstage's own credentials and the
         *     permission. A run registers one version; the same artifact again is answered with status 200.
         */
        post: operations["reportTrainedVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retraining-runs/{run}/report/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["run"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add an evaluation of the run's version or of the champion, as its job
         * @description Both on the same data set (`name` and `split`), so that they can be compared. With the run's token or with
         *     Backstage's own credentials and the permission.
         */
        post: operations["reportTrainingEvaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retraining-runs/{run}/report/champion": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["run"];
            };
            cookie?: never;
        };
        /** Download the artifact of the version that the new one is compared with, as the job of a training */
        get: operations["downloadRunChampion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ModelName: string;
        /**
         * @description A full catalog entity reference.
         * @example group:default/flight-operations
         */
        EntityRef: string;
        Digest: string;
        /** @enum {string} */
        Stage: "None" | "Staging" | "Production" | "Archived";
        /** @enum {string} */
        ProblemType: "binary-classification" | "multiclass-classification" | "regression" | "clustering" | "other";
        /**
         * @description `deploying`: some replicas don't serve the present revision yet. `online`: every live replica does. `failed`:
         *     a replica can't; `statusMessage` says why. `undeployed`: nothing is meant to be served.
         * @enum {string}
         */
        DeploymentStatus: "deploying" | "online" | "failed" | "undeployed";
        Text: string;
        /** @description Why; kept in the history and in the audit trail. */
        Reason: string;
        Tag: string;
        Tags: components["schemas"]["Tag"][];
        /** @description A movable name of a version. */
        Alias: string;
        AliasRequest: {
            version: number;
            reason: components["schemas"]["Reason"];
        };
        ReasonBody: {
            reason: components["schemas"]["Reason"];
        };
        VersionRef: string;
        MetricBound: string;
        /**
         * @example {
         *       "auc": 0.71
         *     }
         */
        Metrics: {
            [key: string]: number;
        };
        ModelSummary: {
            name: components["schemas"]["ModelName"];
            description: string;
            owner: components["schemas"]["EntityRef"];
            /** @description The catalog entity that stands for the model. */
            entityRef?: components["schemas"]["EntityRef"];
            /** @description The catalog entity that the model was registered from, and that says what is said of it. */
            declaredBy?: components["schemas"]["EntityRef"];
            /** @description The system that the model is part of. */
            system?: components["schemas"]["EntityRef"];
            problemType: components["schemas"]["ProblemType"];
            tags: components["schemas"]["Tags"];
            /** @description The newest version in each stage that has one. */
            stages: {
                stage: components["schemas"]["Stage"];
                version: number;
            }[];
            aliases: components["schemas"]["AliasOfVersion"][];
            /** @description Versions that aren't deleted. */
            versionCount: number;
            /** @description The metrics that the list was filtered or sorted by, by split and name such as `test.auc`. */
            metrics?: components["schemas"]["Metrics"];
            /**
             * Format: date-time
             * @description Absent unless deleted.
             */
            deletedAt?: string;
            /** @description How many alerts aren't resolved, by severity; absent where there is none. */
            openAlerts?: {
                critical?: number;
                warning?: number;
                info?: number;
            };
            /** @description Absent when there is no version. */
            latestVersion?: {
                version: number;
                algorithm?: string;
                framework?: string;
                /** Format: date-time */
                createdAt: string;
                /** @description The catalog entities of its data sets. */
                datasets: components["schemas"]["EntityRef"][];
                /**
                 * @description The main metric for the problem type, of the least flattering split that has it: test, validation,
                 *     production, training.
                 */
                headlineMetric?: components["schemas"]["HeadlineMetric"];
            };
            deployments: {
                name: components["schemas"]["ModelName"];
                /** @description The deployment target, such as `embedded`. */
                target: string;
                status: components["schemas"]["DeploymentStatus"];
                /** @description Absent when undeployed. */
                version?: number;
                environment?: components["schemas"]["EnvironmentName"];
            }[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        HeadlineMetric: {
            name: string;
            value: number;
            split: components["schemas"]["Split"];
        };
        Model: components["schemas"]["ModelSummary"];
        AliasOfVersion: {
            alias: components["schemas"]["Alias"];
            version: number;
        };
        ModelRegistration: {
            name: components["schemas"]["ModelName"];
            owner: components["schemas"]["EntityRef"];
            description?: components["schemas"]["Text"];
            problemType: components["schemas"]["ProblemType"];
            tags?: components["schemas"]["Tags"];
            system?: components["schemas"]["EntityRef"];
            version?: components["schemas"]["VersionRegistration"];
        };
        ModelChange: {
            owner?: components["schemas"]["EntityRef"];
            description?: components["schemas"]["Text"];
            tags?: components["schemas"]["Tags"];
            /** @description Null for none. */
            system?: null | components["schemas"]["EntityRef"];
            reason?: components["schemas"]["Reason"];
        };
        VersionChange: {
            description?: components["schemas"]["Text"];
            notes?: components["schemas"]["Notes"];
            tags?: components["schemas"]["Tags"];
        };
        /** @description What a person or a pipeline tells of a version; the rest is read from the artifact. */
        VersionRegistration: {
            description?: components["schemas"]["Text"];
            framework?: components["schemas"]["Framework"];
            algorithm?: string;
            parameters?: components["schemas"]["Parameters"];
            datasets?: components["schemas"]["Datasets"];
            source?: components["schemas"]["Source"];
            notes?: components["schemas"]["Notes"];
            tags?: components["schemas"]["Tags"];
            prediction?: components["schemas"]["Prediction"];
            artifact?: components["schemas"]["ArtifactReference"];
            /**
             * @description Make a new version even of an artifact that the model already has.
             * @default false
             */
            newVersion?: boolean;
            /** @description The SHA-256 that the artifact has to have; another one is refused. */
            digest?: components["schemas"]["Digest"];
            evaluations?: components["schemas"]["EvaluationInput"][];
        };
        Framework: {
            name: string;
            version?: string;
        };
        /** @description Hyperparameters. */
        Parameters: {
            [key: string]: string | number | boolean | null;
        };
        /** @description Markdown. */
        Notes: string;
        /**
         * @description Of the artifact. Only ONNX is read, and served in the backend; the others are for outside targets.
         * @enum {string}
         */
        Format: "onnx" | "pickle" | "joblib" | "pytorch" | "safetensors" | "tensorflow" | "keras" | "xgboost" | "lightgbm" | "catboost" | "spark" | "h2o" | "pmml" | "mlflow" | "container-image" | "other";
        /**
         * @description Where the artifact is, when it isn't uploaded: a URL that the backend fetches an ONNX file from now, if the
         *     installation allows its host; or, for another format, where outside targets find it. The registry never reads
         *     such an artifact: it keeps the digest that it is told.
         */
        ArtifactReference: {
            /** @description `https:`, `http:` or `s3:`. */
            url: string;
            /** @description Reference data likewise. */
            referenceUrl?: string;
        } | {
            format: components["schemas"]["Format"];
            uri: string;
            /** @description Needed unless the URI of a container image has it. */
            digest?: components["schemas"]["Digest"];
            sizeBytes?: number;
            signature?: components["schemas"]["Signature"];
        };
        /** @description What made the version. */
        Source: {
            project?: string;
            workflow?: string;
            run?: string;
            runUrl?: components["schemas"]["WebAddress"];
            repository?: components["schemas"]["WebAddress"];
            commit?: string;
            user?: string;
        };
        WebAddress: string;
        /** @description What the version was trained, validated and tested on. */
        Datasets: components["schemas"]["Dataset"][];
        Dataset: {
            name: string;
            /** @enum {string} */
            role: "training" | "validation" | "test";
            /** @description The catalog entity of the data set. */
            entityRef?: components["schemas"]["EntityRef"];
            digest?: components["schemas"]["Digest"];
            rows?: number;
            from?: string;
            to?: string;
        };
        /**
         * @description Which outputs carry the prediction. A classifier names its `label` and, if it has them, its `scores` (one per
         *     class, in the order of `classes`); a regressor names its `value`.
         */
        Prediction: {
            label?: string;
            scores?: string;
            classes?: string[];
            /** @description One of `classes`. */
            positiveClass?: string;
            value?: string;
        };
        TensorSignature: {
            name: string;
            /**
             * @description The datatype of the Open Inference Protocol.
             * @enum {string}
             */
            datatype: "BOOL" | "UINT8" | "UINT16" | "UINT32" | "UINT64" | "INT8" | "INT16" | "INT32" | "INT64" | "FP16" | "FP32" | "FP64" | "BYTES";
            /** @description -1 where the size is free. */
            shape: number[];
        };
        Signature: {
            inputs: components["schemas"]["TensorSignature"][];
            outputs: components["schemas"]["TensorSignature"][];
        };
        Version: {
            model: components["schemas"]["ModelName"];
            version: number;
            stage: components["schemas"]["Stage"];
            aliases: components["schemas"]["Alias"][];
            format: components["schemas"]["Format"];
            digest: components["schemas"]["Digest"];
            /** @description Absent where nobody said. */
            sizeBytes?: number;
            /**
             * @description Where the artifact came from, or where outside targets find it, without credentials. Absent when it was
             *     uploaded.
             */
            uri?: string;
            /** @description Whether the registry has the artifact and can serve it in the backend. */
            servable: boolean;
            description: string;
            notes: string;
            tags: components["schemas"]["Tags"];
            source?: components["schemas"]["Source"];
            framework?: components["schemas"]["Framework"];
            algorithm?: string;
            parameters: components["schemas"]["Parameters"];
            datasets: components["schemas"]["Datasets"];
            signature: components["schemas"]["Signature"];
            prediction: components["schemas"]["Prediction"];
            /** @description Outputs of the artifact that aren't tensors, which an endpoint can't answer. */
            unservableOutputs: {
                name: string;
                reason: string;
                remedy: string;
            }[];
            /** @description Read from the artifact itself; absent for formats that the registry doesn't read. */
            artifactInfo?: {
                irVersion: number;
                opsets: {
                    domain: string;
                    version: number;
                }[];
                producer: string;
                parameterCount: number;
                operators: string[];
            };
            /** @description One value an input, from the reference data, to fill a form with. Absent without reference data. */
            sampleInputs?: {
                [key: string]: number | string | boolean | null;
            };
            /** @description Whether drift can be measured. */
            hasReference: boolean;
            /** @description The metrics of the newest evaluation of each split. */
            metrics: {
                train?: components["schemas"]["Metrics"];
                validation?: components["schemas"]["Metrics"];
                test?: components["schemas"]["Metrics"];
                production?: components["schemas"]["Metrics"];
            };
            headlineMetric?: components["schemas"]["HeadlineMetric"];
            /**
             * Format: date-time
             * @description Absent unless deleted.
             */
            deletedAt?: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Entity reference of the person, or the name of the service. */
            createdBy: string;
        };
        RegisteredModel: {
            /** @description False when the model already had this artifact. */
            created: boolean;
            model: components["schemas"]["ModelName"];
            version?: components["schemas"]["Version"];
        };
        RegisteredVersion: {
            /** @description False when the model already had this artifact. */
            created: boolean;
            model: components["schemas"]["ModelName"];
            version: components["schemas"]["Version"];
        };
        /** @enum {string} */
        Split: "train" | "validation" | "test" | "production";
        EvaluationInput: components["schemas"]["EvaluationFields"] & {
            data?: components["schemas"]["EvaluationData"];
        };
        /**
         * @description What came true and what the version predicted, row by row, from which the metrics and curves are computed; what
         *     is given besides wins. A binary classifier gives a score of the positive class a row, a classifier of more
         *     classes a score for each class (in the order of `classes`) or its predictions, a regressor its predictions.
         */
        EvaluationData: {
            labels: (string | number | boolean)[];
            scores?: (number | number[])[];
            predictions?: (string | number | boolean)[];
            /** @description Without it, those that the version names. */
            classes?: string[];
            positiveClass?: string;
            /** @default 0.5 */
            threshold?: number;
        };
        EvaluationFields: {
            /** @description The data set. */
            name: string;
            split: components["schemas"]["Split"];
            /** @description The catalog entity of the data set. */
            dataset?: components["schemas"]["EntityRef"];
            rows?: number;
            /**
             * @description Of the rows that it was measured on, told by whoever measured. Evaluations of one digest are taken for ones of the
             *     same rows, evaluations of two for ones of different rows.
             */
            dataDigest?: components["schemas"]["Digest"];
            /** Format: date-time */
            evaluatedAt?: string;
            metrics?: components["schemas"]["Metrics"];
            /** @description Scores from it on count as the positive class. */
            threshold?: number;
            /** @description Metrics that the data doesn't define, such as the AUC of a single class. */
            undefinedMetrics?: {
                name: string;
                reason: string;
            }[];
            confusionMatrix?: components["schemas"]["ConfusionMatrix"];
            rocCurve?: components["schemas"]["RocCurve"];
            precisionRecallCurve?: components["schemas"]["PrecisionRecallCurve"];
            calibrationCurve?: components["schemas"]["CalibrationCurve"];
            /** @description Each class against the others. */
            classes?: {
                label: string;
                rows?: number;
                metrics?: components["schemas"]["Metrics"];
                rocCurve?: components["schemas"]["RocCurve"];
                precisionRecallCurve?: components["schemas"]["PrecisionRecallCurve"];
                calibrationCurve?: components["schemas"]["CalibrationCurve"];
            }[];
            featureImportance?: {
                method: string;
                values: {
                    feature: string;
                    importance: number;
                    std?: number;
                }[];
            };
        };
        RocCurve: {
            fpr: number;
            tpr: number;
            threshold?: number | null;
        }[];
        PrecisionRecallCurve: {
            precision: number;
            recall: number;
            threshold?: number | null;
        }[];
        /** @description Rows in bins of their score; a calibrated model's observed rates equal its predicted ones. */
        CalibrationCurve: {
            /** @description Mean score of the bin. */
            predicted: number;
            /** @description Share of the class. */
            observed: number;
            rows?: number;
        }[];
        /** @description Square; rows are the actual classes, columns the predicted ones. */
        ConfusionMatrix: {
            labels: string[];
            counts: number[][];
        };
        Evaluation: components["schemas"]["EvaluationFields"] & {
            id: string;
            /** Format: date-time */
            evaluatedAt: string;
            metrics: components["schemas"]["Metrics"];
            /** @description What was computed here from the rows that came with it (`data`), and not only told. */
            computed?: {
                /** @description SHA-256 of the labels, in their order. Evaluations that have it in common were computed from the same rows. */
                labelsDigest: components["schemas"]["Digest"];
                metrics: string[];
            };
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
        };
        EvaluationPoint: {
            id: string;
            version: number;
            name: string;
            split: components["schemas"]["Split"];
            /** Format: date-time */
            evaluatedAt: string;
            rows?: number;
            metrics: components["schemas"]["Metrics"];
        };
        ComparedVersion: {
            problemType: components["schemas"]["ProblemType"];
            owner: components["schemas"]["EntityRef"];
            entityRef?: components["schemas"]["EntityRef"];
            version: components["schemas"]["Version"];
            /** @description The newest of each split. */
            evaluations: components["schemas"]["Evaluation"][];
        };
        /**
         * @description The sections of Mitchell et al., Model Cards for Model Reporting (2019).
         * @enum {string}
         */
        CardSectionId: "model-details" | "intended-use" | "factors" | "metrics" | "evaluation-data" | "training-data" | "quantitative-analyses" | "ethical-considerations" | "caveats-and-recommendations";
        Card: {
            model: components["schemas"]["ModelName"];
            version: number;
            /** @description 0 when nobody wrote for this version yet. */
            revision: number;
            /** Format: date-time */
            writtenAt?: string;
            writtenBy?: string;
            /** @description Whether every section that needs a person has their words. */
            complete: boolean;
            sections: components["schemas"]["CardSection"][];
        };
        CardSection: {
            id: components["schemas"]["CardSectionId"];
            title: string;
            /** @description What a person is asked to say here. */
            guidance?: string;
            /** @description Markdown of what the registry knows. */
            generated: string;
            /** @description Markdown that a person wrote. */
            written: string;
            /** @description The earlier version that `written` was taken over from. */
            carriedOverFrom?: number;
            needsPerson: boolean;
        };
        CardWriting: {
            basedOnRevision: number;
            /** @description Markdown by section; a section that isn't named stays as it was. */
            sections: {
                "model-details"?: components["schemas"]["CardText"];
                "intended-use"?: components["schemas"]["CardText"];
                factors?: components["schemas"]["CardText"];
                metrics?: components["schemas"]["CardText"];
                "evaluation-data"?: components["schemas"]["CardText"];
                "training-data"?: components["schemas"]["CardText"];
                "quantitative-analyses"?: components["schemas"]["CardText"];
                "ethical-considerations"?: components["schemas"]["CardText"];
                "caveats-and-recommendations"?: components["schemas"]["CardText"];
            };
            reason?: components["schemas"]["Reason"];
        };
        CardText: string;
        CardRevision: {
            revision: number;
            /** Format: date-time */
            writtenAt: string;
            writtenBy: string;
            /** @description Changed. */
            sections: components["schemas"]["CardSectionId"][];
        };
        Registration: {
            entityRef: components["schemas"]["EntityRef"];
            model: string;
            /** @enum {string} */
            state: "registered" | "failed";
            /** @description Why it failed. */
            message?: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /** @description `notifications`, `events`, or a webhook, such as `alerts:on-call`. */
        MessageDestination: string;
        UndeliveredMessage: {
            /**
             * Format: uuid
             * @description What a webhook has as its `webhook-id`.
             */
            id: string;
            destination: components["schemas"]["MessageDestination"];
            /** @description What it tells, such as `alert.raised`. */
            type: string;
            /** @description Such as `alert:` and its id. */
            about?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            givenUpAt: string;
            /** @description Since it was put in or sent again. */
            attempts: number;
            /** @description Why the last attempt failed. */
            failure: string;
        };
        /**
         * @description `denied`: somebody tried without the permission, or when what it relied on held no more; nothing changed.
         * @enum {string}
         */
        AuditOutcome: "done" | "denied";
        AuditEvent: {
            /** @description Place in the chain, without gaps. */
            seq: number;
            id: string;
            /** Format: date-time */
            at: string;
            /** @description Entity reference of a person, or the subject of a service. */
            actor: string;
            /** @description The person whom the actor, a service, acted for. */
            onBehalfOf?: string;
            /** @description Such as `version.register`; of a denied attempt, the permission that it takes. */
            action: string;
            outcome: components["schemas"]["AuditOutcome"];
            resource: {
                /** @enum {string} */
                kind: "model" | "version" | "deployment" | "approval" | "alert" | "token" | "retraining-policy" | "retraining-run" | "registry";
                name: string;
            };
            model?: components["schemas"]["ModelName"];
            reason?: string;
            /** @description Of the HTTP request that it came with. */
            requestId?: string;
            /** @description Of whoever sent the request. */
            address?: string;
            before?: Record<string, never>;
            after?: Record<string, never>;
            /** @description SHA-256 of the hash of the event before and this event's canonical JSON (RFC 8785). */
            hash: string;
        };
        AuditVerification: {
            intact: boolean;
            /** @description Events that were found in order. */
            events: number;
            /** @description The hash of the last of them, to be kept outside. */
            head?: string;
            /** @description The first place where the chain is broken. */
            brokenAt?: number;
            /** @description What is wrong there. */
            problem?: string;
            /** Format: date-time */
            verifiedAt: string;
            /** @description The last event that retention removed; the chain is followed from there. 0 where none was. */
            startsAfter?: number;
            /** @description Signed checkpoints that were found to agree with the chain. */
            checkpoints?: number;
        };
        /**
         * @description The end of the chain at a time. `signature` is Ed25519 over the UTF-8 bytes of the canonical JSON (RFC 8785) of
         *     `{"at", "hash", "seq"}`.
         */
        Checkpoint: {
            seq: number;
            hash: string;
            /** Format: date-time */
            at: string;
            /** @description Base64. */
            signature: string;
            /** @description SubjectPublicKeyInfo, PEM. */
            publicKey: string;
        };
        EnvironmentName: string;
        /** @description Where an endpoint is for, such as production, and which stages may serve there. */
        Environment: {
            name: components["schemas"]["EnvironmentName"];
            title: string;
            /** @description A version has to be in one of them to answer requests there, as champion or canary. */
            stages: components["schemas"]["Stage"][];
            /** @description A version has to be in one of them to get copies of requests there. */
            challengerStages: components["schemas"]["Stage"][];
            bakeLimits?: components["schemas"]["BakeLimits"];
        };
        LifecyclePolicy: {
            transitions: {
                from: components["schemas"]["Stage"];
                to: components["schemas"]["Stage"][];
            }[];
            /** @description What becomes of the other versions in a stage when one enters it. */
            onPromote: {
                stage: components["schemas"]["Stage"];
                /**
                 * @description Where the others go; `keep` leaves them.
                 * @enum {string}
                 */
                others: "keep" | "None" | "Staging" | "Archived";
            }[];
            /**
             * @description What happens when a version is to be archived that is served.
             * @enum {string}
             */
            onArchive: "refuse" | "undeploy";
            /** @description The first is where a deployment goes that names none. */
            environments: components["schemas"]["Environment"][];
        };
        /** @description What a version has to meet before it enters a stage. */
        Gates: {
            approvals?: {
                count: number;
                /** @description Who may decide is in one of these. */
                groups: components["schemas"]["EntityRef"][];
                /** @description Whether who registered the version may not decide either. Default false. */
                excludeAuthor?: boolean;
            };
            metrics?: components["schemas"]["MetricGate"][];
            /** @description Splits of which there has to be an evaluation. */
            evaluations?: components["schemas"]["Split"][];
            /** @description Sections of the model card that a person has to have written. */
            card?: components["schemas"]["CardSectionId"][];
            /** @description Whether the stored artifact has to have its digest still. */
            digest?: boolean;
            /** @description No alert of this severity or a higher one may be open. */
            alerts?: components["schemas"]["AlertSeverity"];
        };
        /** @description A bound, or a comparison with the present champion, of the newest evaluation of a split. */
        MetricGate: {
            split: components["schemas"]["Split"];
            metric: string;
            atLeast?: number;
            atMost?: number;
            /**
             * @description Not worse than the version that the alias `champion` names or, without it, the newest in the stage. Holds
             *     where there is none.
             */
            champion?: {
                /**
                 * @description Which values are better.
                 * @enum {string}
                 */
                better: "higher" | "lower";
                /** @description How much worse it may be. */
                tolerance: number;
            };
        };
        StageGates: {
            None?: components["schemas"]["Gates"];
            Staging?: components["schemas"]["Gates"];
            Production?: components["schemas"]["Gates"];
            Archived?: components["schemas"]["Gates"];
        };
        ModelGates: {
            configured: components["schemas"]["StageGates"];
            /** @description Of this model, besides the configured ones. */
            added: components["schemas"]["StageGates"];
            /** Format: date-time */
            updatedAt?: string;
            updatedBy?: string;
        };
        GatesRequest: {
            gates: components["schemas"]["StageGates"];
            reason: components["schemas"]["Reason"];
        };
        GateResult: {
            /** @enum {string} */
            gate: "approvals" | "metric" | "evaluation" | "card" | "digest" | "alerts";
            /**
             * @description `deferred` is only checked when the version is moved, since it takes long.
             * @enum {string}
             */
            state: "passed" | "failed" | "deferred";
            /** @enum {string} */
            source: "configured" | "model";
            /** @description What holds, or what is missing, in words. */
            message: string;
        };
        TransitionOption: {
            to: components["schemas"]["Stage"];
            gates: components["schemas"]["GateResult"][];
            needsApproval: boolean;
            /** @description The open or granted request for this change. */
            approval?: components["schemas"]["Approval"];
            /** @description What no gate is about but refuses the change all the same, such as an endpoint that serves the version. */
            refusal?: string;
            /** @description What else the change would do. */
            consequences: components["schemas"]["Consequence"][];
        };
        Consequence: {
            /** @enum {string} */
            kind: "deploy" | "undeploy" | "demote";
            deployment?: components["schemas"]["ModelName"];
            version?: number;
            message: string;
        };
        TransitionRequest: {
            to: components["schemas"]["Stage"];
            reason: components["schemas"]["Reason"];
        };
        /**
         * @description `approved`: granted, and not used yet. `void`: what was approved isn't there any more, since the artifact or the
         *     version's stage changed. `used`: the change was made.
         * @enum {string}
         */
        ApprovalState: "pending" | "approved" | "rejected" | "withdrawn" | "expired" | "void" | "used";
        ApprovalRequest: {
            model: components["schemas"]["ModelName"];
            version: number;
            to: components["schemas"]["Stage"];
            reason: components["schemas"]["Reason"];
        };
        DecisionRequest: {
            /** @enum {string} */
            decision: "approve" | "reject";
            comment: components["schemas"]["Reason"];
        };
        Approval: {
            /** Format: uuid */
            id: string;
            model: components["schemas"]["ModelName"];
            version: number;
            digest: components["schemas"]["Digest"];
            from: components["schemas"]["Stage"];
            to: components["schemas"]["Stage"];
            state: components["schemas"]["ApprovalState"];
            /** @description Approvals that are needed. */
            required: number;
            /** @description Who may decide is in one of these. */
            groups: components["schemas"]["EntityRef"][];
            decisions: {
                /** @enum {string} */
                decision: "approve" | "reject";
                by: string;
                /** Format: date-time */
                at: string;
                comment: string;
            }[];
            requestedBy: string;
            /** Format: date-time */
            requestedAt: string;
            reason: string;
            /** Format: date-time */
            expiresAt: string;
            /**
             * Format: date-time
             * @description When it was decided, withdrawn, used, void or expired. Absent while pending.
             */
            closedAt?: string;
            /** @description Whether the caller may decide it now. */
            mayDecide: boolean;
            /** @description Why the caller may not, where it is pending. */
            mayNotDecideBecause?: string;
        };
        /** @enum {string} */
        AlertSeverity: "critical" | "warning" | "info";
        /** @enum {string} */
        AlertState: "open" | "acknowledged" | "resolved";
        AlertRequest: {
            /** @description What tells the alert from others of the model, such as `latency:flight-delay-risk`. */
            key: string;
            severity: components["schemas"]["AlertSeverity"];
            /** @description A sentence. */
            summary: string;
            description?: components["schemas"]["Text"];
            deployment?: components["schemas"]["ModelName"];
            version?: number;
        };
        Alert: {
            /** Format: uuid */
            id: string;
            model: components["schemas"]["ModelName"];
            key: string;
            severity: components["schemas"]["AlertSeverity"];
            state: components["schemas"]["AlertState"];
            summary: string;
            description: string;
            deployment?: components["schemas"]["ModelName"];
            version?: number;
            /** Format: date-time */
            raisedAt: string;
            raisedBy: string;
            /** Format: date-time */
            updatedAt: string;
            /** Format: date-time */
            acknowledgedAt?: string;
            acknowledgedBy?: string;
            /** Format: date-time */
            resolvedAt?: string;
            resolvedBy?: string;
            /** @description The last reason that somebody gave. */
            note?: string;
            /** @description The name of the rule that raised it. */
            rule?: string;
            evidence?: components["schemas"]["AlertEvidence"];
        };
        /** @description What the rule saw, interval by interval, oldest first; the last is the one that it raised the alert by. */
        AlertEvidence: {
            /** @description What was measured, such as `p99 latency`. */
            measure: string;
            /** @enum {string} */
            unit: "ms" | "share" | "count" | "psi" | "metric";
            interval: components["schemas"]["Interval"];
            bound: number;
            /**
             * @description On which side of the bound the values are that break the rule.
             * @enum {string}
             */
            side: "above" | "below";
            points: components["schemas"]["AlertEvidencePoint"][];
        };
        AlertEvidencePoint: {
            /** Format: date-time */
            start: string;
            value: number;
            /** @description Whether the interval broke the rule. */
            breaks: boolean;
        };
        /** @description What raises an alert; exactly one of these. */
        AlertCondition: {
            /** @description Inputs or predictions are distributed otherwise than in the reference. */
            drift?: {
                /**
                 * @description `columns`: how many columns have drifted; `average`: the average drift over the features; `column`: the
                 *     corrected PSI of one.
                 * @enum {string}
                 */
                measure: "columns" | "average" | "column";
                column?: string;
                atLeast: number;
                /**
                 * @description `each`: an interval by itself, which is the default; `together`: by all intervals since the version began to
                 *     answer, so that `alpha` holds however long one watches. Only of `columns`.
                 * @enum {string}
                 */
                judged?: "each" | "together";
                /**
                 * @description Chance that a version's traffic without drift ever raises an alert, over all columns and intervals; only where
                 *     they are judged together. Default 0.01.
                 */
                alpha?: number;
            };
            /**
             * @description By labels. Raised only where the whole confidence band is beyond the bound. One of `atLeast`, `atMost` and
             *     `worseBy`.
             */
            performance?: {
                metric: string;
                atLeast?: number;
                atMost?: number;
                /** @description How much worse than in the version's newest evaluation of its test split it may be. */
                worseBy?: number;
            };
            latency?: {
                /** @enum {string} */
                quantile: "p50" | "p90" | "p99";
                atMostMs: number;
            };
            /** @description Raised only where the share of such requests is above the bound beyond doubt. */
            errors?: {
                atMost: number;
                /**
                 * @description `failures`: answers with 5xx, where the server or the model is at fault, which is the default. `all`: those with
                 *     4xx too, such as requests that don't fit the signature. Requests without a valid token are in no count.
                 * @enum {string}
                 */
                count?: "failures" | "all";
            };
            /** @description No request for so long, by the clock, where there were some before. */
            silence?: {
                seconds: number;
            };
            /** @description A larger share of values than in the reference is missing, unseen or out of range, beyond doubt. */
            dataQuality?: {
                /**
                 * @description `unseen`: categories that the reference doesn't have; `out-of-range`: numbers below or above all of it.
                 * @enum {string}
                 */
                measure: "missing" | "unseen" | "out-of-range" | "any";
                /** @description Any feature without it. */
                column?: string;
                /** @description What the share may be above that of the reference. */
                atMost: number;
            };
        };
        AlertRuleDefinition: {
            condition: components["schemas"]["AlertCondition"];
            severity: components["schemas"]["AlertSeverity"];
            /** @description The only deployment that it is for. Without it, all of the model. */
            deployment?: components["schemas"]["ModelName"];
            /** @description Whether it raises nothing. Default false. */
            isOff?: boolean;
            /** @description What is judged at a time; of no meaning for `silence`. Default day. */
            interval?: components["schemas"]["Interval"];
            /** @description Intervals in a row that have to break it for an alert. Default 1. */
            raiseAfter?: number;
            /** @description Intervals in a row that have to keep it for the alert to be over. Default 1. */
            clearAfter?: number;
            /**
             * @description Intervals of fewer rows (requests for `errors` and `latency`, labelled rows for `performance`) are passed over.
             *     Default 100.
             */
            minRows?: number;
        };
        AlertRule: {
            name: components["schemas"]["ModelName"];
            /** @enum {string} */
            origin: "configured" | "model";
            /** @description The configured rule whose place this one takes. */
            configured?: components["schemas"]["AlertRuleDefinition"];
            /** @description What it says */
            sentence: string;
            definition: components["schemas"]["AlertRuleDefinition"];
            /** @description Of each deployment that it has looked at. */
            states: components["schemas"]["AlertRuleState"][];
            mute?: components["schemas"]["AlertMute"];
            /** Format: date-time */
            updatedAt?: string;
            updatedBy?: string;
        };
        AlertRuleState: {
            deployment: components["schemas"]["ModelName"];
            /**
             * Format: uuid
             * @description The alert that it has raised and that isn't over.
             */
            alert?: string;
            /** @description Intervals in a row that broke it lately. */
            breaches: number;
            /** Format: date-time */
            lookedUntil?: string;
            /** @description That of the last interval. */
            value?: number;
        };
        AlertRules: {
            items: components["schemas"]["AlertRule"][];
            /** @description That of all alerts of the model. */
            mute?: components["schemas"]["AlertMute"];
        };
        AlertRuleRequest: {
            definition: components["schemas"]["AlertRuleDefinition"];
            reason: components["schemas"]["Reason"];
        };
        AlertRulePreview: {
            sentence: string;
            /** @description Alerts that it would have raised */
            firings: number;
            deployments: components["schemas"]["AlertRulePreviewOfDeployment"][];
        };
        AlertRulePreviewOfDeployment: {
            deployment: components["schemas"]["ModelName"];
            /**
             * Format: date-time
             * @description Absent where there was no traffic.
             */
            from?: string;
            /** Format: date-time */
            to?: string;
            /** @description Intervals that could be judged. */
            judged: number;
            /** @description Intervals with too little in them. */
            passedOver: number;
            firings: {
                /**
                 * Format: date-time
                 * @description The start of the interval that it would have been raised by.
                 */
                raisedFor: string;
                /**
                 * Format: date-time
                 * @description That of the one that would have ended it. Absent where it would be open still.
                 */
                overFor?: string;
            }[];
            evidence?: components["schemas"]["AlertEvidence"];
        };
        AlertMute: {
            /** Format: date-time */
            until: string;
            reason: string;
            /** Format: date-time */
            mutedAt: string;
            mutedBy: string;
        };
        AlertMuteRequest: {
            /** @description Its alerts only. Without it, all alerts of the model. */
            rule?: components["schemas"]["ModelName"];
            /**
             * Format: date-time
             * @description At most a year from now.
             */
            until: string;
            reason: components["schemas"]["Reason"];
        };
        Grant: {
            /** @description Such as `mlops.deployment.deploy`. */
            permission: string;
            /** @description Of a version, where the permission is asked with it. */
            stage?: components["schemas"]["Stage"];
            /** @description Of a deployment, where the permission is asked with it. */
            environment?: components["schemas"]["EnvironmentName"];
            granted: boolean;
            /** @description The rule that grants it, or why it isn't granted, as far as the policy tells. */
            because?: string;
        };
        ReviewedPerson: {
            person: components["schemas"]["EntityRef"];
            displayName?: string;
            memberOf: components["schemas"]["EntityRef"][];
            grants: components["schemas"]["Grant"][];
        };
        TokenRequest: {
            /** @description What it is for. */
            name: string;
            /** @default 90 */
            expiresInDays?: number;
            requestsPerSecond?: components["schemas"]["RequestsPerSecond"];
            maxConcurrentRequests?: components["schemas"]["MaxConcurrentRequests"];
        };
        /** @description Requests that each replica lets in with the token in a second, on average. No limit without it. */
        RequestsPerSecond: number;
        /** @description Requests with the token that may be under way at a time on each replica. No limit without it. */
        MaxConcurrentRequests: number;
        TokenLimitsRequest: {
            requestsPerSecond?: components["schemas"]["RequestsPerSecond"];
            maxConcurrentRequests?: components["schemas"]["MaxConcurrentRequests"];
            reason: components["schemas"]["Reason"];
        };
        Token: {
            /** Format: uuid */
            id: string;
            name: string;
            deployment: components["schemas"]["ModelName"];
            model: components["schemas"]["ModelName"];
            /** @description The first 12 characters of the secret. */
            prefix: string;
            /** @enum {string} */
            state: "valid" | "expired" | "revoked";
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            expiresAt: string;
            requestsPerSecond?: components["schemas"]["RequestsPerSecond"];
            maxConcurrentRequests?: components["schemas"]["MaxConcurrentRequests"];
            /**
             * Format: date-time
             * @description To some seconds. Absent before its first use.
             */
            lastUsedAt?: string;
            /** Format: date-time */
            revokedAt?: string;
            revokedBy?: string;
        };
        NewToken: {
            token: components["schemas"]["Token"];
            secret: string;
        };
        DeploymentRequest: {
            name: components["schemas"]["ModelName"];
            model: components["schemas"]["ModelName"];
            version: number;
            /**
             * @description An installed deployment target.
             * @default embedded
             */
            target?: string;
            /**
             * @description Whether a request may say with the parameter `event_time` when its rows happened, so that past traffic can
             *     be replayed into the time where it belongs.
             * @default false
             */
            allowEventTime?: boolean;
            /** @description Without it, the first of the configured ones. */
            environment?: components["schemas"]["EnvironmentName"];
            follow?: components["schemas"]["FollowedStage"];
            reason: components["schemas"]["Reason"];
        };
        /**
         * @description When a version of the model enters this stage, it becomes the champion, in the same transaction.
         * @enum {string}
         */
        FollowedStage: "Staging" | "Production";
        /**
         * @description What a version has to keep to while it newly answers, or the deployment is rolled back by itself. A limit that isn't given
         *     is none.
         */
        BakeLimits: {
            /** @description How long the version is watched; 0 for not at all. */
            durationSeconds: number;
            /** @description With fewer requests nothing is judged. */
            minRequests: number;
            /** @description The share of requests that may be answered with 5xx. */
            maxErrorRate?: number;
            /** @description What 99 of 100 answers may take, in milliseconds. */
            maxLatencyP99Ms?: number;
            /**
             * @description The same as a multiple of what those of the champion before took in its last day; not judged when that answered
             *     fewer than 100 requests in it. With both limits of latency, the lower one counts.
             */
            maxLatencyRatio?: number;
        };
        /**
         * @description `breached`: it broke a limit, but there was no revision to go back to. `superseded`: it stopped answering before
         *     anything could be said.
         * @enum {string}
         */
        BakeState: "baking" | "passed" | "rolled-back" | "breached" | "superseded";
        /** @description How a version that newly answered stood its bake time. */
        Bake: {
            /** @description The one that brought the version. */
            revision: number;
            version: number;
            /** @enum {string} */
            role: "champion" | "canary";
            state: components["schemas"]["BakeState"];
            limits: components["schemas"]["BakeLimits"];
            /** @description The limit of the 99th percentile that follows. Absent where there is none. */
            latencyLimitMs?: number;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endsAt: string;
            /** @description Answered since the start. */
            requests: number;
            /** @description Those of them answered with 5xx. */
            failures: number;
            /** @description Absent before the first answer. */
            latencyP99Ms?: number;
            /** Format: date-time */
            endedAt?: string;
            /** @description Which limits were broken and by what figures, or what is to be known. */
            message?: string;
            rolledBackTo?: number;
        };
        DeploymentSettings: {
            /** @description Null for none. */
            follow?: null | components["schemas"]["FollowedStage"];
            /** @description Null for those of the environment. They count for versions that come from then on. */
            bakeLimits?: null | components["schemas"]["BakeLimits"];
            reason: components["schemas"]["Reason"];
        };
        ChallengersRequest: {
            versions: number[];
            reason: components["schemas"]["Reason"];
        };
        CanaryRequest: {
            version: number;
            weight: components["schemas"]["CanaryWeight"];
            reason: components["schemas"]["Reason"];
        };
        /** @description Percent of the requests; sticky by the request header `x-routing-key` where it is sent. */
        CanaryWeight: number;
        Canary: {
            version: number;
            weight: components["schemas"]["CanaryWeight"];
        };
        RollbackRequest: {
            revision: number;
            reason: components["schemas"]["Reason"];
        };
        DeployRequest: {
            version: number;
            reason: components["schemas"]["Reason"];
        };
        UndeployRequest: {
            reason: components["schemas"]["Reason"];
        };
        Deployment: {
            name: components["schemas"]["ModelName"];
            model: components["schemas"]["ModelName"];
            /** @description The catalog entity that stands for the model. */
            entityRef?: components["schemas"]["EntityRef"];
            target: string;
            status: components["schemas"]["DeploymentStatus"];
            statusMessage?: string;
            environment: components["schemas"]["EnvironmentName"];
            /** @description The champion. Absent when undeployed. */
            version?: number;
            canary?: components["schemas"]["Canary"];
            challengers: number[];
            follow?: components["schemas"]["FollowedStage"];
            /** @description Its own; absent where those of the environment count. */
            bakeLimits?: components["schemas"]["BakeLimits"];
            /** @description The versions that are watched, and those of the last revision that brought any, the newest first. */
            bakes: components["schemas"]["Bake"][];
            revision: number;
            allowEventTime: boolean;
            /** @description Where programs ask for predictions. Absent when undeployed, and when served elsewhere (the target `external`). */
            endpoint?: {
                /** @enum {string} */
                protocol: "open-inference-protocol-v2";
                /** Format: uri */
                inferUrl: string;
                /** @description Whether programs have to send an endpoint token. */
                needsToken: boolean;
            };
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Revision: {
            revision: number;
            /**
             * @description `promote`: a version entered the stage that the deployment follows. `archive`: a version that it served was
             *     archived.
             * @enum {string}
             */
            action: "deploy" | "undeploy" | "challenge" | "canary" | "rollback" | "configure" | "promote" | "archive";
            /** @description The champion. Absent when undeployed. */
            version?: number;
            canary?: components["schemas"]["Canary"];
            challengers: number[];
            follow?: components["schemas"]["FollowedStage"];
            bakeLimits?: components["schemas"]["BakeLimits"];
            rolledBackTo?: number;
            /** @description What differs from the revision before, in words; null for nothing. */
            changes: {
                /** @enum {string} */
                field: "champion" | "canary" | "challengers" | "follow" | "bakeLimits";
                before: string | null;
                after: string | null;
            }[];
            reason: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
        };
        InferTensor: {
            name: string;
            shape: number[];
            datatype: string;
            parameters?: Record<string, never>;
            /** @description Flat in row-major order, or nested; null is a missing floating-point value. */
            data: unknown[];
        };
        InferRequest: {
            id?: string;
            parameters?: Record<string, never>;
            inputs: components["schemas"]["InferTensor"][];
            outputs?: {
                name: string;
                parameters?: Record<string, never>;
            }[];
        };
        InferResponse: {
            id?: string;
            model_name: string;
            model_version?: string;
            parameters?: Record<string, never>;
            outputs: components["schemas"]["InferTensor"][];
        };
        /** @enum {string} */
        Interval: "hour" | "day" | "week" | "month";
        /**
         * @description What one point of a series stands for.
         * @enum {string}
         */
        ChartInterval: "5min" | "hour" | "day" | "week" | "month";
        Traffic: {
            interval: components["schemas"]["ChartInterval"];
            /** @description The whole range, over all versions. Quantiles are its own, not an average of the intervals'. */
            total: {
                requests: number;
                rows: number;
                errors: number;
                dropped: components["schemas"]["DroppedRequests"];
                shadowDropped?: components["schemas"]["DroppedCopies"];
                latencyMs: components["schemas"]["LatencyQuantiles"];
                /** @description Mean score or value over the rows; null where predictions have no mean. */
                predictionMean: number | null;
            };
            /**
             * @description Spans of time in which a server was lost with what it had not handed over yet: of what this installation answered
             *     then, some may be in no count. The newest 100.
             */
            gaps: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                until: string;
                /**
                 * @description A whole process, or one of its threads.
                 * @enum {string}
                 */
                lost: "replica" | "worker";
                /**
                 * @description How many requests that this deployment answered are in no count, of the version and the role that are asked for;
                 *     of challengers, copies that they were run on. A killed process may have answered as many more or fewer as were
                 *     under way in that moment, or as it answered in two milliseconds. Absent where nobody knows, or nobody knows yet.
                 */
                requests?: number;
            }[];
            points: {
                /** Format: date-time */
                start: string;
                version: number;
                /** @description Answered requests, errors included. */
                requests: number;
                /** @description Rows scored. */
                rows: number;
                /** @description Requests answered with an error. */
                errors: number;
                /** @description Those of them answered with 5xx. */
                failures: number;
                dropped: components["schemas"]["DroppedRequests"];
                shadowDropped?: components["schemas"]["DroppedCopies"];
                latencyMs: components["schemas"]["LatencyQuantiles"];
                /** @description What was predicted; null when the version has no reference to profile by. */
                prediction: null | components["schemas"]["PredictionSummary"];
            }[];
        };
        /**
         * @description The worst that holds: `offline`, it isn't online; `alerting`, a critical alert of it is open; `drifting`, features
         *     drifted on the last day with traffic; `silent`, nothing came in for a day; `fine`.
         * @enum {string}
         */
        Health: "offline" | "alerting" | "drifting" | "silent" | "fine";
        DeploymentHealth: {
            deployment: components["schemas"]["Deployment"];
            health: components["schemas"]["Health"];
            /** @description The reason as a sentence. */
            why: string;
            /** @description Alerts of the deployment that are not resolved. */
            openAlerts: {
                critical: number;
                warning: number;
                info: number;
            };
            /**
             * Format: date-time
             * @description When something last came in, whatever time it was of. Absent before there was anything.
             */
            lastTrafficAt?: string;
            /** @description Since midnight, UTC. */
            today: {
                requests: number;
                rows: number;
                errors: number;
            };
            /** @description The last 30 days with traffic, over all versions, in order of time; up to two minutes old. */
            days: {
                /** Format: date-time */
                day: string;
                requests: number;
                rows: number;
                errors: number;
                /** @description Mean PSI over the features, of the version that answered most. */
                averageDrift: number | null;
                driftedColumns: string[];
            }[];
        };
        /**
         * @description Answered requests of which nothing could be kept but this number, since the database was away for too long. They
         *     are in no other count.
         */
        DroppedRequests: number;
        /** @description Copies that a challenger was not run on, since too many waited. They are in no other count. Absent in other roles. */
        DroppedCopies: number;
        /** @description Quantiles over requests, in milliseconds inside the server; null without requests. */
        LatencyQuantiles: {
            p50: number | null;
            p90: number | null;
            p99: number | null;
        };
        PredictionSummary: {
            /** @description Mean score of the positive class, or mean value. */
            mean?: number;
            /** @description Of the same numbers, estimated: between the edges of a bin they are taken to be spread evenly. */
            quantiles?: {
                p10: number;
                p50: number;
                p90: number;
            };
            /** @description The same numbers by the bins of the reference, missing ones last. */
            bins?: {
                label: string;
                rows: number;
            }[];
            /** @description Rows by predicted class. */
            classes?: {
                name: string;
                rows: number;
            }[];
        };
        Drift: {
            reference: {
                /** @enum {string} */
                kind: "training" | "window";
                /** Format: date-time */
                from?: string;
                /** Format: date-time */
                to?: string;
            };
            interval: components["schemas"]["ChartInterval"];
            threshold: number;
            alpha: number;
            points: {
                /** Format: date-time */
                start: string;
                version: number;
                rows: number;
                /** @description Mean PSI over the features. */
                averageDrift: number | null;
                driftedColumns: string[];
                columns: components["schemas"]["ColumnDrift"][];
                /** @description What is wrong with the data of the features, the worst first. */
                quality: components["schemas"]["QualityFinding"][];
            }[];
        };
        /**
         * @description A share of a column's values that is more than one percentage point above the reference's beyond doubt (exact
         *     binomial test, 0.1 % over all that is checked in the interval), or a column that has become constant.
         */
        QualityFinding: {
            column: string;
            /**
             * @description `missing` values; numbers `out-of-range` of the reference's; categories `unseen` there; a column that is
             *     `constant` though the reference's is not.
             * @enum {string}
             */
            check: "missing" | "out-of-range" | "unseen" | "constant";
            /**
             * @description `critical` from twenty percentage points on, and for a constant column.
             * @enum {string}
             */
            severity: "critical" | "warning";
            /** @description The finding as a sentence. */
            message: string;
            reference: components["schemas"]["ShareOrNull"];
            window: components["schemas"]["ShareOrNull"];
        };
        /** @description Share of the values; null without any. */
        ShareOrNull: number | null;
        ShareSideBySide: {
            reference: components["schemas"]["ShareOrNull"];
            window: components["schemas"]["ShareOrNull"];
        };
        /** @description Further measures of a column's drift. `shown` names the one that tells most by the column's kind and size. */
        DriftMeasures: {
            /** @description Hellinger distance, from 0 to 1. */
            hellinger: number;
            /** @description Half the sum of all changes of share, from 0 to 1. */
            totalVariation: number;
            /** @description The largest change of a share, from 0 to 1. */
            lInfinity: number;
            chiSquare: {
                statistic: number;
                degreesOfFreedom: number;
                pValue: number;
            };
            /** @description Over the edges of the bins; null of categories. */
            kolmogorovSmirnov: null | {
                statistic: number;
                pValue: number;
            };
            /** @description In standard deviations of the reference; null of categories and of a constant reference. */
            wasserstein: number | null;
            /** @enum {string} */
            shown: "kolmogorovSmirnov" | "chiSquare" | "wasserstein" | "jensenShannon";
        };
        ColumnDrift: {
            name: string;
            /** @enum {string} */
            kind: "numeric" | "categorical";
            /** @enum {string} */
            role: "feature" | "prediction";
            /** @description Rows of the reference. */
            n: number;
            /** @description Rows of the window. */
            m: number;
            /** @description Population stability index; null when there is nothing to compare. */
            psi: number | null;
            /** @description PSI less what is expected without drift. */
            psiCorrected: number | null;
            pValue: number | null;
            jensenShannon: number | null;
            drifted: boolean;
            missingRate: components["schemas"]["ShareSideBySide"];
            /**
             * @description Share of numbers outside the range of the training data, or of categories that aren't in it (or not among its 50
             *     commonest).
             */
            outOfRangeRate: components["schemas"]["ShareSideBySide"];
            /** @description Of numbers; absent of categories. */
            mean?: {
                reference: number | null;
                window: number | null;
            };
            /** @description Absent when there is nothing to compare. */
            measures?: components["schemas"]["DriftMeasures"];
            /** @description The two distributions bin by bin, as counts. */
            bins?: {
                label: string;
                reference: number;
                window: number;
            }[];
        };
        LabelsRequest: {
            labels: components["schemas"]["PredictionLabel"][];
        };
        /** @description By prediction id or by key. */
        PredictionLabel: {
            /** @description The `x-prediction-id` that the endpoint answered. */
            predictionId?: string;
            /** @description The row within the request, from 0; without it the first. */
            row?: number;
            /** @description What rows have in the key column; the label is that of all that have it. */
            key?: string | number;
            /** @description The class or the value that turned out to be true. */
            label: string | number | boolean;
        };
        /** @description What the model answered for one row, with values by column as profiles have them. */
        LoggedRow: {
            /** @description Of the request to the model. By it labels come, and it counts once. */
            id: string;
            /** @description Within the request. */
            row?: number;
            /** @description When it happened; `2026-01-31T12:00:00Z`, or milliseconds since 1970. */
            time: string;
            /** @description Which version answered; without it the deployment's champion. */
            version?: number;
            latencyMs?: number;
            inputs?: {
                [key: string]: unknown;
            };
            /** @description A list of k values is the columns `name[0]` to `name[k-1]`. */
            outputs: {
                [key: string]: unknown;
            };
        };
        IngestRequest: {
            predictions: components["schemas"]["LoggedRow"][];
        };
        IngestReceipt: {
            received: number;
            /** @description Of these weren't known. */
            added: number;
            /** @description Of these were counted before. */
            known: number;
        };
        PayloadReceipt: {
            /**
             * @description `waiting` for the other half; `known` where both were counted before.
             * @enum {string}
             */
            state: "waiting" | "recorded" | "known";
            /** @description Rows that weren't known. */
            added: number;
        };
        PredictionSettings: {
            key: components["schemas"]["KeyColumn"];
            slices: components["schemas"]["SliceColumns"];
            requestsPerSecond: components["schemas"]["LoggedRate"];
        };
        PredictionSettingsRequest: {
            key: components["schemas"]["KeyColumn"];
            slices: components["schemas"]["SliceColumns"];
            requestsPerSecond: components["schemas"]["LoggedRate"];
            reason: components["schemas"]["Reason"];
        };
        /**
         * @description An input column, or a parameter of requests, that tells rows apart, such as `flight_id`: labels may come by its
         *     values. Null for none.
         */
        KeyColumn: string | null;
        /** @description Columns or parameters by whose values performance is told apart, such as `carrier`. */
        SliceColumns: string[];
        /**
         * @description Of how many requests a second each worker logs the predictions; null as the operator configured it for the
         *     environment.
         */
        LoggedRate: number | null;
        LabelsReceipt: {
            /** @description Rows labelled, each counted once. */
            received: number;
            /** @description Of these had a label before. */
            replaced: number;
            /** @description Of these have a logged prediction. */
            matched: number;
            /** @description Of these have none, or not yet. They are kept. */
            unmatched: number;
        };
        /** @enum {string} */
        PerformanceMetric: "auc" | "accuracy" | "log_loss" | "f1" | "precision" | "recall" | "rmse" | "mae";
        Performance: {
            interval: components["schemas"]["ChartInterval"];
            /** @description Of each interval by itself. */
            confidence: number;
            /** @description Those of the model's kind; the one that says most by itself comes first. */
            metrics: {
                name: components["schemas"]["PerformanceMetric"];
                /**
                 * @description Which values are better.
                 * @enum {string}
                 */
                better: "higher" | "lower";
            }[];
            /** @description Labels that are none of the classes, or no number. */
            unusable: number;
            /**
             * Format: date-time
             * @description There are more predictions than were read; of a version, only those since then or later were.
             */
            truncatedBefore?: string;
            points: components["schemas"]["PerformancePoint"][];
            slices?: components["schemas"]["PerformanceSlices"];
        };
        PerformancePoint: {
            /** Format: date-time */
            start: string;
            version: number;
            metric: components["schemas"]["PerformanceMetric"];
            /** @description Null where labels don't say. */
            value: number | null;
            /**
             * @description Start of the confidence interval: Wilson's of shares (F1 by the share of hits among what was or should have been
             *     found), DeLong's of the AUC on the logit scale, the central limit theorem's of means. Rows of one request count
             *     as what they say together. Null where there are too few rows for one.
             */
            low: number | null;
            high: number | null;
            /** @description Logged predictions, labelled or not. */
            rows: number;
            /** @description Rows whose label says something of the metric. */
            labelled: number;
            estimated?: components["schemas"]["EstimatedPerformance"];
        };
        /**
         * @description An estimate from the scores of all rows, which needs no labels: what the metric is to be expected to be if scores
         *     go on meaning what they meant on held-out data. It sees inputs move to where the model is less sure; it doesn't see
         *     that what it learned is no longer so.
         */
        EstimatedPerformance: {
            value: number;
            /** @description By the chance of labels alone, not of the calibration. */
            low: number;
            high: number;
            /**
             * @description Confidence-based performance estimation.
             * @enum {string}
             */
            method: "cbpe";
        };
        PerformanceSlices: {
            column: string;
            /** @description Predictions that have the column. */
            kept: number;
            /**
             * @description How many slices a version has: their intervals hold all at once with the confidence that is given (Bonferroni),
             *     so that looking at many finds none bad by chance.
             */
            intervals: number;
            slices: components["schemas"]["PerformanceSlice"][];
        };
        PerformanceSlice: {
            version: number;
            /** @description Null where it is missing. */
            value: string | null;
            /** @description All values that are less frequent. */
            isOther: boolean;
            rows: number;
            metrics: {
                metric: components["schemas"]["PerformanceMetric"];
                value: number | null;
                low: number | null;
                high: number | null;
                labelled: number;
                /** @description Than all slices together, where the interval leaves out their value. */
                differs: null | ("better" | "worse");
            }[];
        };
        /** @enum {string} */
        PairedMetricName: "auc" | "accuracy" | "log_loss" | "rmse" | "mae";
        ConfidenceInterval: {
            low: number;
            high: number;
        };
        ServedComparison: {
            /** @description The version that is compared. */
            version: number;
            /**
             * @description What it does in the deployment now; absent when nothing.
             * @enum {string}
             */
            role?: "champion" | "canary" | "challenger";
            /** @description The version that it is compared with. */
            against: number;
            /** Format: date-time */
            from: string | null;
            /** Format: date-time */
            to: string | null;
            /**
             * Format: date-time
             * @description Only what was stored since then counts, whenever it happened; null where a start was asked for.
             */
            since: string | null;
            /** @description Rows that both predicted. */
            pairs: number;
            /** @description The requests that these rows are of. */
            requests: number;
            /** @description There are more: these are the newest. */
            truncated: boolean;
            agreement?: components["schemas"]["ClassAgreement"];
            scores?: components["schemas"]["ScoreDistance"];
            /**
             * @description Of the same requests. What answers is timed in the server, from the request to the answer; a challenger in its
             *     run alone.
             */
            latencyMs: {
                version: components["schemas"]["LatencyQuantiles"];
                against: components["schemas"]["LatencyQuantiles"];
            };
            labelled: {
                /** @description Pairs whose label has come and is usable. */
                pairs: number;
                requests: number;
                /** @description Labels that are none of the classes, or no number. */
                unusable: number;
                /** @description There are more: these are the newest. */
                truncated: boolean;
            };
            metrics: components["schemas"]["PairedMetric"][];
            /** @description Metrics that have no value, and why. */
            undefinedMetrics: {
                name: string;
                reason: string;
            }[];
            mcnemar?: components["schemas"]["McNemarTest"];
            verdict: components["schemas"]["PairedVerdict"];
        };
        /** @description How often both predicted the same class, with Wilson's 95 % interval of the share. */
        ClassAgreement: {
            pairs: number;
            share: number;
            interval: components["schemas"]["ConfidenceInterval"];
            /** @description Cohen's kappa, agreement beyond chance; absent where all are of one class. */
            kappa?: number;
        };
        /**
         * @description How far the scores of the positive class, or the values, are from each other; differences are of the version minus
         *     what it is compared with.
         */
        ScoreDistance: {
            /** @enum {string} */
            of: "score" | "value";
            pairs: number;
            mean: number;
            meanAbsolute: number;
            quantiles: {
                level: number;
                value: number;
            }[];
            /** @description The largest distance of both distribution functions. */
            kolmogorovSmirnov: number;
        };
        PairedMetric: {
            name: components["schemas"]["PairedMetricName"];
            /**
             * @description Which values are better.
             * @enum {string}
             */
            better: "higher" | "lower";
            pairs: number;
            requests: number;
            /** @description The version's value. */
            version: number;
            /** @description The value of what it is compared with. */
            against: number;
            /** @description The version's value minus the other's. */
            difference: number;
            /**
             * @description Of the difference, with confidence 1 − alpha over all looks together: an asymptotic confidence sequence
             *     (Waudby-Smith and others 2024) over requests. Dependable from a hundred requests on.
             */
            alwaysValid: components["schemas"]["ConfidenceInterval"];
            /**
             * @description BCa interval of the difference by a paired bootstrap that draws whole requests; for one look. Absent where
             *     too few draws have a value.
             */
            bootstrap?: {
                low: number;
                high: number;
                resamples: number;
            };
        };
        /**
         * @description Whether both are right equally often, from the rows that only one of them got right; for one look, and for rows
         *     that are independent of each other.
         */
        McNemarTest: {
            /** @enum {string} */
            method: "exact-binomial" | "chi-square-corrected";
            both: number;
            versionOnly: number;
            againstOnly: number;
            neither: number;
            pValue: number;
            /** @description Share right of the version, minus that of the other. */
            difference: number;
            /** @description Newcombe's, of the difference. */
            interval: components["schemas"]["ConfidenceInterval"];
        };
        PairedVerdict: {
            /**
             * @description `no-difference` when the interval lies within the margin; `not-enough-data` when it reaches from one side of 0
             *     to the other and beyond the margin.
             * @enum {string}
             */
            result: "unlabelled" | "not-enough-data" | "no-difference" | "better" | "worse";
            sentence: string;
            metric?: components["schemas"]["PairedMetricName"];
            alpha: number;
            /** @description The smallest difference that matters, as it was asked. */
            margin: number;
            /** @description The same in the metric's unit. */
            marginOfMetric?: number;
            /**
             * @description Labelled requests after which the interval is as narrow as the margin, if the versions go on to differ as they
             *     do. A difference larger than that shows earlier.
             */
            requestsNeeded?: number;
        };
        RetrainingExecutor: {
            id: string;
            title: string;
            /** @description The JSON schema of what a policy may say to it. */
            parameters: {
                [key: string]: unknown;
            };
        };
        RetrainingTrigger: {
            /** @enum {string} */
            kind: "time";
            /** @description Minute, hour, day of month, month, day of week. */
            cron: string;
            /** @description Such as `Europe/Vienna`. */
            timeZone: string;
        } | {
            /** @enum {string} */
            kind: "drift";
            /**
             * @description Corrected PSI above which a column has drifted, if it is significant too.
             * @default 0.3
             */
            threshold?: number;
            /** @description It fires when so many rows were scored in consecutive intervals that drifted. */
            rows: number;
            /** @default day */
            interval?: components["schemas"]["Interval"];
            /** @description The columns that count. Without it, all. */
            columns?: string[];
        } | {
            /** @enum {string} */
            kind: "performance";
            metric: components["schemas"]["PerformanceMetric"];
            /** @description It is beyond when its whole band is below. */
            below?: number;
            /** @description It is beyond when its whole band is above. */
            above?: number;
            /**
             * @description It fires when it was beyond in so many consecutive intervals.
             * @default 1
             */
            intervals?: number;
            /** @default day */
            interval?: components["schemas"]["Interval"];
        };
        /** @description What becomes of the new version once the training has succeeded. */
        RetrainingOutcome: {
            /**
             * @description `register`: nothing further. `challenger`: it is measured beside the champion of the deployment. `promote`: it
             *     enters the stage if its gates let it; where they ask for approvals, these are asked for.
             * @enum {string}
             */
            kind: "register" | "challenger" | "promote";
            /** @description Of `promote`. */
            to?: components["schemas"]["Stage"];
            /**
             * @description Only if it does better than the champion, by a metric of evaluations of both on the same data set. Where one of
             *     them says what rows it was measured on (`data`, or `dataDigest`), the other one has to have been measured on the
             *     same; for `promote` both have to say it. If another version than the one compared with serves by then, nothing is
             *     done.
             */
            better?: {
                metric: string;
                /** @enum {string} */
                direction: "higher" | "lower";
                /**
                 * @description By more than this.
                 * @default 0
                 */
                by?: number;
            };
        };
        RetrainingPolicyFields: {
            /** @description Whose traffic counts, and where a challenger goes. Only a policy by time can be without. */
            deployment?: components["schemas"]["ModelName"];
            trigger: components["schemas"]["RetrainingTrigger"];
            executor: string;
            /** @description As the executor's schema allows. */
            parameters?: {
                [key: string]: unknown;
            };
            outcome: components["schemas"]["RetrainingOutcome"];
            /**
             * @description How long after a run it starts no further one by itself.
             * @default 0
             */
            cooldownSeconds?: number;
            /** @default 1 */
            maxConcurrent?: number;
            /**
             * @description After which a run is stopped.
             * @default 21600
             */
            timeoutSeconds?: number;
            /**
             * @description Whether what was missed while nothing ran is made up for, by one run however much was missed.
             * @default true
             */
            catchUp?: boolean;
            /** @default false */
            paused?: boolean;
            reason: components["schemas"]["Reason"];
        };
        RetrainingPolicyChange: components["schemas"]["RetrainingPolicyFields"];
        RetrainingPolicyRequest: components["schemas"]["RetrainingPolicyFields"] & {
            name: components["schemas"]["ModelName"];
        };
        RetrainingPolicy: {
            model: components["schemas"]["ModelName"];
            name: components["schemas"]["ModelName"];
            deployment?: components["schemas"]["ModelName"];
            trigger: components["schemas"]["RetrainingTrigger"];
            executor: string;
            parameters: {
                [key: string]: unknown;
            };
            outcome: components["schemas"]["RetrainingOutcome"];
            cooldownSeconds: number;
            maxConcurrent: number;
            timeoutSeconds: number;
            catchUp: boolean;
            paused: boolean;
            /** @description The policy */
            sentence: string;
            /**
             * Format: date-time
             * @description Of one by time, unless it is paused.
             */
            nextDueAt?: string;
            /** @description Of one by drift or performance, how near it is. */
            progress?: {
                /** @description Rows */
                counted: number;
                needed: number;
                /** Format: date-time */
                examinedUntil?: string;
            };
            lastRun?: components["schemas"]["RetrainingRun"];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            updatedAt: string;
            updatedBy: string;
        };
        /** @enum {string} */
        RetrainingCause: "time" | "drift" | "performance" | "manual";
        /** @enum {string} */
        RetrainingState: "queued" | "submitted" | "running" | "succeeded" | "failed" | "cancelled" | "timed-out";
        RetrainingRun: {
            /** Format: uuid */
            id: string;
            model: components["schemas"]["ModelName"];
            policy: string;
            deployment?: components["schemas"]["ModelName"];
            cause: components["schemas"]["RetrainingCause"];
            /** @description Why it was started. */
            reason: string;
            requestedBy: string;
            /** Format: date-time */
            dueAt: string;
            state: components["schemas"]["RetrainingState"];
            executor: string;
            parameters: {
                [key: string]: unknown;
            };
            /** @description Where a person finds it and its log. */
            url?: string;
            /** @description Why it failed, or why it waits. */
            message?: string;
            cancelledBy?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            submittedAt?: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            endedAt?: string;
            /** @description The version that served when it was started. */
            champion?: number;
            /** @description The version that it made. */
            version?: number;
            /** @description What became of the version. */
            outcome?: {
                /** @enum {string} */
                kind: "register" | "challenger" | "promote";
                /** @enum {string} */
                state: "pending" | "done" | "refused" | "none";
                message: string;
            };
            /** @description How the version did beside the champion. */
            comparison?: {
                metric: string;
                /** @description The name of the evaluations. */
                dataset: string;
                version: number;
                champion: number;
                isBetter: boolean;
                /**
                 * @description `computed`: both values were computed here, from the same rows. `same-data`: they were told, of data of the
                 *     same digest. `reported`: they were told, and the name of the data set is all that they have in common.
                 * @enum {string}
                 */
                evidence?: "computed" | "same-data" | "reported";
            };
        };
        RetrainingDryRunRequest: {
            deployment?: components["schemas"]["ModelName"];
            trigger: components["schemas"]["RetrainingTrigger"];
            /** @default 0 */
            cooldownSeconds?: number;
        };
        RetrainingDryRun: {
            sentence: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            firings: {
                /** Format: date-time */
                at: string;
                reason: string;
            }[];
            /** @description What the trigger saw; none of one by time. */
            intervals: {
                /** Format: date-time */
                start: string;
                /** Format: date-time */
                end: string;
                /** @description Drifted, or beyond the bound. */
                isBeyond: boolean;
                rows?: number;
                /** @description Of the metric; or the largest corrected PSI. */
                value?: number | null;
                /** @description Rows or intervals in a row behind it. */
                counted: number;
                /** @description Those that drifted. */
                columns: string[];
            }[];
            /** @description What `counted` has to reach. */
            needed?: number;
        };
        TrainingReport: {
            /** @enum {string} */
            state: "running" | "succeeded" | "failed";
            message?: string;
            url?: components["schemas"]["WebAddress"];
        };
        ErrorBody: {
            error: {
                name: string;
                message: string;
            };
            request?: Record<string, never>;
            response?: Record<string, never>;
        };
    };
    responses: {
        /** @description Backstage's error body */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: {
        model: components["schemas"]["ModelName"];
        version: number;
        deployment: components["schemas"]["ModelName"];
        approval: string;
        alert: string;
        token: string;
        rule: components["schemas"]["ModelName"];
        policy: components["schemas"]["ModelName"];
        run: string;
        /** @description Why; kept in the audit trail. */
        reason: components["schemas"]["Reason"];
        limit: number;
        /** @description The `nextCursor` of the page before. */
        cursor: string;
        /** @description Start of the time range, included. Without it, the first traffic. */
        from: string;
        /** @description End of the time range, not included. Without it, the last traffic. */
        to: string;
        /**
         * @description In which role: `answering` is what the deployment answered, as champion or canary; a challenger got copies of the
         *     requests.
         */
        servedAs: "answering" | "champion" | "canary" | "challenger";
        /** @description Only of this version. */
        servedVersion: number;
        /**
         * @description Length of the intervals, which begin at UTC hours, days, Mondays or first days of a month, and every five minutes
         *     of an hour. `auto` chooses the shortest that makes at most 144 of them, so twelve hours come by five minutes; of
         *     performance, which needs rows, an hour at least. Where traffic is kept by the hour or the day only, it is so long at
         *     least. More than 2,000 intervals are refused.
         */
        interval: "auto" | "5min" | "hour" | "day" | "week" | "month";
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listModels: {
        parameters: {
            query?: {
                /**
                 * @description Words each of which has to begin a word of the name, the description, the owner, the system, a tag or the
                 *     latest version's algorithm or framework. Case and accents are ignored.
                 */
                search?: string;
                /** @description Entity references of owners; a model of any of them is listed. */
                owner?: components["schemas"]["EntityRef"][];
                /**
                 * @description A group; models are listed that it, a group below it or a member of any of these owns, as the catalog knows
                 *     them.
                 */
                group?: components["schemas"]["EntityRef"];
                system?: components["schemas"]["EntityRef"][];
                /** @description Stages; a model with at least one version in any of them is listed. */
                stage?: components["schemas"]["Stage"][];
                problemType?: components["schemas"]["ProblemType"][];
                /** @description Frameworks of the latest version; case is ignored. */
                framework?: string[];
                /** @description Tags, all of which a model has to have. */
                tag?: components["schemas"]["Tag"][];
                /** @description Aliases; a model that has any of them is listed. */
                alias?: components["schemas"]["Alias"][];
                /** @description Deployment targets; a model that is deployed on any of them is listed. */
                target?: string[];
                /** @description Severities; a model with an alert of any of them that isn't resolved is listed. */
                alert?: components["schemas"]["AlertSeverity"][];
                /**
                 * @description Bounds that all have to hold for the latest version's newest evaluation of the split: split, metric,
                 *     comparison and number, such as `test.auc>0.8`.
                 */
                metric?: components["schemas"]["MetricBound"][];
                /**
                 * @description How far all that match are counted. They aren't by default: the page is there long before they are, and
                 *     the more there are, the longer.
                 */
                countUpTo?: number;
                /** @description Only the deleted models that can still be restored. Without it, none of them. */
                deleted?: boolean;
                /** @description Only models with (true) or without (false) a deployment that isn't undeployed. */
                deployed?: boolean;
                /**
                 * @description A column, or a metric of the latest version such as `metric:test.auc`, which lists only the models that have
                 *     it; descending after a minus.
                 */
                sort?: string;
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of models */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ModelSummary"][];
                        /** @description Models that match, over all pages, counted up to `countUpTo`. Absent without it. */
                        totalItems?: number;
                        /** @description False when more models match than were counted. */
                        totalIsExact?: boolean;
                        /** @description Absent on the last page. */
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    registerModel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    metadata: components["schemas"]["ModelRegistration"];
                    /**
                     * Format: binary
                     * @description The ONNX file.
                     */
                    artifact: string;
                    /**
                     * Format: binary
                     * @description Reference data as Parquet or CSV, one column an input (and, if monitored, an output).
                     */
                    reference?: string;
                };
                "application/json": components["schemas"]["ModelRegistration"];
            };
        };
        responses: {
            /** @description The model of this name, which already has this artifact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredModel"];
                };
            };
            /** @description The model, with its version 1 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredModel"];
                };
            };
            409: components["responses"]["Error"];
            413: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    deleteModel: {
        parameters: {
            query: {
                /** @description Why; kept in the audit trail. */
                reason: components["parameters"]["reason"];
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deleted model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    updateModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelChange"];
            };
        };
        responses: {
            /** @description The model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    restoreModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description The model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    setAlias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                alias: components["schemas"]["Alias"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AliasRequest"];
            };
        };
        responses: {
            /** @description The model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    removeAlias: {
        parameters: {
            query: {
                /** @description Why; kept in the audit trail. */
                reason: components["parameters"]["reason"];
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
                alias: components["schemas"]["Alias"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listModelEvaluations: {
        parameters: {
            query?: {
                split?: components["schemas"]["Split"];
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of evaluations without their curves */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["EvaluationPoint"][];
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listVersions: {
        parameters: {
            query?: {
                /** @description Only the deleted versions that can still be restored. Without it, none of them. */
                deleted?: boolean;
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of versions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Version"][];
                        totalItems: number;
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    registerVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    metadata: components["schemas"]["VersionRegistration"];
                    /** Format: binary */
                    artifact: string;
                    /** Format: binary */
                    reference?: string;
                };
                "application/json": components["schemas"]["VersionRegistration"];
            };
        };
        responses: {
            /** @description The version that already has this artifact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredVersion"];
                };
            };
            /** @description The new version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredVersion"];
                };
            };
            413: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    deleteVersion: {
        parameters: {
            query: {
                /** @description Why; kept in the audit trail. */
                reason: components["parameters"]["reason"];
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deleted version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    updateVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionChange"];
            };
        };
        responses: {
            /** @description The version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    restoreVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description The version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCard: {
        parameters: {
            query?: {
                /** @description An earlier revision of what was written for this version. Without it, the newest. */
                revision?: number;
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The card */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Card"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    writeCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CardWriting"];
            };
        };
        responses: {
            /** @description The card */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Card"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    listCardRevisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest 100 revisions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CardRevision"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCardDocument: {
        parameters: {
            query?: {
                /** @description HTML stands alone and is laid out for printing to PDF. */
                format?: "markdown" | "html";
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                    "text/html": string;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getMlBom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bill of materials */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.cyclonedx+json": Record<string, never>;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    downloadArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes, with their digest in the headers `Digest` and `ETag` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listEvaluations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The evaluations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Evaluation"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    addEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluationInput"];
            };
        };
        responses: {
            /** @description The evaluation */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    compareVersions: {
        parameters: {
            query: {
                /** @description Model and version, such as `flight-delay-risk@2`. */
                version: components["schemas"]["VersionRef"][];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions, in the order in which they were asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ComparedVersion"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getRegistration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                namespace: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last outcome */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registration"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getLifecyclePolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy, as it is configured */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LifecyclePolicy"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getGates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The gates */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelGates"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    setGates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GatesRequest"];
            };
        };
        responses: {
            /** @description The gates */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelGates"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listTransitions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry for each stage that the policy lets it go to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        stage: components["schemas"]["Stage"];
                        items: components["schemas"]["TransitionOption"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    transitionVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransitionRequest"];
            };
        };
        responses: {
            /** @description The version in its new stage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                model?: components["schemas"]["ModelName"];
                state?: components["schemas"]["ApprovalState"][];
                /** @description Only pending ones that the caller may decide and hasn't decided yet. */
                waitingForMe?: boolean;
                /** @description Only those that the caller requested. */
                requestedByMe?: boolean;
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of requests */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Approval"][];
                        totalItems: number;
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    requestApproval: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalRequest"];
            };
        };
        responses: {
            /** @description The request */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    getApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["approval"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    decideApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["approval"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description The request with the decision */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    withdrawApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["approval"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description The request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                model?: components["schemas"]["ModelName"];
                state?: components["schemas"]["AlertState"][];
                severity?: components["schemas"]["AlertSeverity"][];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of alerts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Alert"][];
                        totalItems: number;
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    raiseAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertRequest"];
            };
        };
        responses: {
            /** @description The alert that was there already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            /** @description The alert */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listAlertRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rules, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRules"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    setAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                rule: components["parameters"]["rule"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertRuleRequest"];
            };
        };
        responses: {
            /** @description The rules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRules"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    removeAlertRule: {
        parameters: {
            query: {
                /** @description Why; kept in the audit trail. */
                reason: components["parameters"]["reason"];
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
                rule: components["parameters"]["rule"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRules"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    previewAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertRuleDefinition"];
            };
        };
        responses: {
            /** @description What it would have done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRulePreview"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    muteAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertMuteRequest"];
            };
        };
        responses: {
            /** @description The rules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRules"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    unmuteAlerts: {
        parameters: {
            query: {
                /** @description Without it, what holds for all alerts of the model is ended. */
                rule?: components["schemas"]["ModelName"];
                /** @description Why; kept in the audit trail. */
                reason: components["parameters"]["reason"];
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRules"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: components["parameters"]["alert"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    acknowledgeAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: components["parameters"]["alert"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    resolveAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert: components["parameters"]["alert"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    getAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry for each permission, stage and environment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Grant"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    reviewPermissions: {
        parameters: {
            query?: {
                /** @description The beginning of a person's or a group's name. */
                search?: string;
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of people */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        complete: boolean;
                        items: components["schemas"]["ReviewedPerson"][];
                        totalItems: number;
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listModelAuditEvents: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEvent"][];
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description Who did it, or on whose behalf; an entity reference, or the subject of a service. */
                actor?: string;
                /** @description What, such as `version.register`, or the beginning of it, such as `version`. */
                action?: string;
                model?: components["schemas"]["ModelName"];
                outcome?: components["schemas"]["AuditOutcome"];
                /** @description Only events before this place in the chain. */
                before?: number;
                /** @description Start of the time range, included. Without it, the first traffic. */
                from?: components["parameters"]["from"];
                /** @description End of the time range, not included. Without it, the last traffic. */
                to?: components["parameters"]["to"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEvent"][];
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    verifyAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                format?: "jsonl" | "csv";
                actor?: string;
                action?: string;
                model?: components["schemas"]["ModelName"];
                outcome?: components["schemas"]["AuditOutcome"];
                /** @description Start of the time range, included. Without it, the first traffic. */
                from?: components["parameters"]["from"];
                /** @description End of the time range, not included. Without it, the last traffic. */
                to?: components["parameters"]["to"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "text/csv": string;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listCheckpoints: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of checkpoints */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Checkpoint"][];
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The checkpoint */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkpoint"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    listUndeliveredMessages: {
        parameters: {
            query?: {
                destination?: components["schemas"]["MessageDestination"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["UndeliveredMessage"][];
                        totalItems: number;
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    resendMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    destination: components["schemas"]["MessageDestination"];
                    /**
                     * Format: uuid
                     * @description Only this one; without it all that were given up.
                     */
                    message?: string;
                    reason: components["schemas"]["Reason"];
                };
            };
        };
        responses: {
            /** @description They wait for being sent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many. */
                        sent: number;
                    };
                };
            };
            404: components["responses"]["Error"];
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    listDeployments: {
        parameters: {
            query?: {
                model?: components["schemas"]["ModelName"];
                /** @description The beginning of the deployment's or of its model's name, in lower case. */
                search?: string;
                environment?: components["schemas"]["EnvironmentName"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deployments, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Deployment"][];
                        totalItems: number;
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createDeployment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentRequest"];
            };
        };
        responses: {
            /** @description The deployment, whose status tells when it serves */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    getDeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    configureDeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentSettings"];
            };
        };
        responses: {
            /** @description The deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    setChallengers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChallengersRequest"];
            };
        };
        responses: {
            /** @description The deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    setCanary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CanaryRequest"];
            };
        };
        responses: {
            /** @description The deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    removeCanary: {
        parameters: {
            query: {
                /** @description Why; kept in the audit trail. */
                reason: components["parameters"]["reason"];
            };
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    rollBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollbackRequest"];
            };
        };
        responses: {
            /** @description The deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    listTokens: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of tokens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Token"][];
                        totalItems: number;
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The token with its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    revokeToken: {
        parameters: {
            query: {
                /** @description Why; kept in the audit trail. */
                reason: components["parameters"]["reason"];
            };
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
                token: components["parameters"]["token"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    setTokenLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
                token: components["parameters"]["token"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenLimitsRequest"];
            };
        };
        responses: {
            /** @description The token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    findTokens: {
        parameters: {
            query: {
                /** @description The first characters of the secret. Never send the whole of it. */
                prefix: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tokens that begin so, at most 100 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Token"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getEndpointDescription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An OpenAPI 3.1 document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listRevisions: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of revisions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Revision"][];
                        totalItems: number;
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    deployVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeployRequest"];
            };
        };
        responses: {
            /** @description The deployment, whose status tells when the version serves */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    undeploy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndeployRequest"];
            };
        };
        responses: {
            /** @description The deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    infer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InferRequest"];
            };
        };
        responses: {
            /** @description The endpoint's answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listDeploymentHealth: {
        parameters: {
            query?: {
                model?: components["schemas"]["ModelName"];
                /** @description The beginning of the deployment's or of its model's name, in lower case. */
                search?: string;
                environment?: components["schemas"]["EnvironmentName"];
                health?: components["schemas"]["Health"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deployments, the worst first, then by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DeploymentHealth"][];
                        totalItems: number;
                        /** @description How many there are of each health, whichever is asked for. */
                        counts: {
                            offline: number;
                            alerting: number;
                            drifting: number;
                            silent: number;
                            fine: number;
                        };
                        /** @description Whether only the first 2,000 deployments by name were looked at. */
                        truncated: boolean;
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getTraffic: {
        parameters: {
            query?: {
                /** @description Start of the time range, included. Without it, the first traffic. */
                from?: components["parameters"]["from"];
                /** @description End of the time range, not included. Without it, the last traffic. */
                to?: components["parameters"]["to"];
                /**
                 * @description Length of the intervals, which begin at UTC hours, days, Mondays or first days of a month, and every five minutes
                 *     of an hour. `auto` chooses the shortest that makes at most 144 of them, so twelve hours come by five minutes; of
                 *     performance, which needs rows, an hour at least. Where traffic is kept by the hour or the day only, it is so long at
                 *     least. More than 2,000 intervals are refused.
                 */
                interval?: components["parameters"]["interval"];
                /**
                 * @description In which role: `answering` is what the deployment answered, as champion or canary; a challenger got copies of the
                 *     requests.
                 */
                role?: components["parameters"]["servedAs"];
                /** @description Only of this version. */
                version?: components["parameters"]["servedVersion"];
            };
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One point an interval and version that saw traffic, in order of time */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Traffic"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getDrift: {
        parameters: {
            query?: {
                /** @description Start of the time range, included. Without it, the first traffic. */
                from?: components["parameters"]["from"];
                /** @description End of the time range, not included. Without it, the last traffic. */
                to?: components["parameters"]["to"];
                /**
                 * @description Length of the intervals, which begin at UTC hours, days, Mondays or first days of a month, and every five minutes
                 *     of an hour. `auto` chooses the shortest that makes at most 144 of them, so twelve hours come by five minutes; of
                 *     performance, which needs rows, an hour at least. Where traffic is kept by the hour or the day only, it is so long at
                 *     least. More than 2,000 intervals are refused.
                 */
                interval?: components["parameters"]["interval"];
                /**
                 * @description In which role: `answering` is what the deployment answered, as champion or canary; a challenger got copies of the
                 *     requests.
                 */
                role?: components["parameters"]["servedAs"];
                /** @description Only of this version. */
                version?: components["parameters"]["servedVersion"];
                /**
                 * @description What traffic is compared with: the data that the version was registered with, or what it answered in a span of time
                 *     (`window`), which `referenceFrom` and `referenceTo` give.
                 */
                reference?: "training" | "window";
                referenceFrom?: string;
                /** @description Not included. */
                referenceTo?: string;
            };
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One report an interval and version that saw traffic, in order of time */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drift"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    addLabels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelsRequest"];
                "text/csv": string;
                "application/vnd.apache.parquet": string;
            };
        };
        responses: {
            /** @description What became of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelsReceipt"];
                };
            };
            413: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    ingestPredictions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IngestRequest"];
                "application/x-ndjson": string;
                "application/jsonlines": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description What became of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestReceipt"];
                };
            };
            413: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    ingestPayloadEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/cloudevents+json": Record<string, never>;
            };
        };
        responses: {
            /** @description What became of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayloadReceipt"];
                };
            };
            413: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    getPredictionSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PredictionSettings"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    setPredictionSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PredictionSettingsRequest"];
            };
        };
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PredictionSettings"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getPerformance: {
        parameters: {
            query?: {
                /** @description Start of the time range, included. Without it, the first traffic. */
                from?: components["parameters"]["from"];
                /** @description End of the time range, not included. Without it, the last traffic. */
                to?: components["parameters"]["to"];
                /**
                 * @description Length of the intervals, which begin at UTC hours, days, Mondays or first days of a month, and every five minutes
                 *     of an hour. `auto` chooses the shortest that makes at most 144 of them, so twelve hours come by five minutes; of
                 *     performance, which needs rows, an hour at least. Where traffic is kept by the hour or the day only, it is so long at
                 *     least. More than 2,000 intervals are refused.
                 */
                interval?: components["parameters"]["interval"];
                /** @description Only this version. Without it, all that have logged predictions. */
                version?: number;
                /** @description Only this metric. Without it, all of the model's kind. */
                metric?: components["schemas"]["PerformanceMetric"];
                /** @description A column that the deployment keeps, by whose values the whole range is told apart. */
                slice?: string;
            };
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A point for each interval, version and metric that there are logged predictions of, in order of time */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Performance"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    compareServed: {
        parameters: {
            query: {
                /** @description The version to compare, usually a challenger. */
                version: number;
                /** @description The version that it is compared with. Without it, the champion. */
                against?: number;
                /**
                 * @description Start of the time range in which requests happened, included. Without it, whatever was stored since the two
                 *     serve beside each other as they do (`since`); all that is kept where they don't.
                 */
                from?: string;
                /** @description End of the time range, not included. Without it, the last traffic. */
                to?: components["parameters"]["to"];
                /**
                 * @description What the verdict is about; best decided before anybody looks. Without it `auc` of binary classifiers with
                 *     scores, `accuracy` of other classifiers, `rmse` of regressions.
                 */
                metric?: components["schemas"]["PairedMetricName"];
                /** @description Chance that the verdict claims a difference that there isn't. Without it, as configured. */
                alpha?: number;
                /**
                 * @description The smallest difference that matters: in the metric's own unit for `auc` and `accuracy`, as a share of the
                 *     champion's value for the others. Without it, as configured.
                 */
                margin?: number;
            };
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The comparison */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServedComparison"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listRetrainingExecutors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By id */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RetrainingExecutor"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listRetrainingPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RetrainingPolicy"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createRetrainingPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetrainingPolicyRequest"];
            };
        };
        responses: {
            /** @description The policy */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetrainingPolicy"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    updateRetrainingPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                policy: components["parameters"]["policy"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetrainingPolicyChange"];
            };
        };
        responses: {
            /** @description The policy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetrainingPolicy"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    deleteRetrainingPolicy: {
        parameters: {
            query: {
                /** @description Why; kept in the audit trail. */
                reason: components["parameters"]["reason"];
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
                policy: components["parameters"]["policy"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it was */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetrainingPolicy"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    triggerRetraining: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
                policy: components["parameters"]["policy"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description The run */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetrainingRun"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    dryRunRetraining: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetrainingDryRunRequest"];
            };
        };
        responses: {
            /** @description What it would have seen and done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetrainingDryRun"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listRetrainingRuns: {
        parameters: {
            query?: {
                policy?: components["schemas"]["ModelName"];
                limit?: components["parameters"]["limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                model: components["parameters"]["model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RetrainingRun"][];
                        totalItems: number;
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getRetrainingRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["run"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetrainingRun"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    cancelRetrainingRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["run"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description The run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetrainingRun"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    reportTraining: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["run"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrainingReport"];
            };
        };
        responses: {
            /** @description The run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetrainingRun"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    reportTrainedVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["run"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    metadata: components["schemas"]["VersionRegistration"];
                    /** Format: binary */
                    artifact: string;
                    /** Format: binary */
                    reference?: string;
                };
                "application/json": components["schemas"]["VersionRegistration"];
            };
        };
        responses: {
            /** @description The version that already has this artifact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredVersion"];
                };
            };
            /** @description The new version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredVersion"];
                };
            };
            409: components["responses"]["Error"];
            413: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    reportTrainingEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["run"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    of: "version" | "champion";
                    evaluation: components["schemas"]["EvaluationInput"];
                };
            };
        };
        responses: {
            /** @description The evaluation */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
    downloadRunChampion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["run"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes, with their digest in the headers `Digest` and `ETag` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            409: components["responses"]["Error"];
            default: components["responses"]["Error"];
        };
    };
}
