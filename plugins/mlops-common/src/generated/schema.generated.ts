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
    "/audit/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes and denied attempts, newest first */
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
    "/deployments/{deployment}/traffic": {
        parameters: {
            query?: {
                /** @description Start of the time range, included. Without it, the first traffic. */
                from?: components["parameters"]["from"];
                /** @description End of the time range, not included. Without it, the last traffic. */
                to?: components["parameters"]["to"];
                /**
                 * @description Length of the intervals, which begin at UTC hours, days, Mondays or first days of a month. `auto` chooses the
                 *     shortest that makes at most 100 of them.
                 */
                interval?: components["parameters"]["interval"];
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
                 * @description Length of the intervals, which begin at UTC hours, days, Mondays or first days of a month. `auto` chooses the
                 *     shortest that makes at most 100 of them.
                 */
                interval?: components["parameters"]["interval"];
            };
            header?: never;
            path: {
                deployment: components["parameters"]["deployment"];
            };
            cookie?: never;
        };
        /** Drift of features and predictions against the reference, over time */
        get: operations["getDrift"];
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
                status: components["schemas"]["DeploymentStatus"];
                /** @description Absent when undeployed. */
                version?: number;
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
        /**
         * @description `denied`: somebody tried without the permission; nothing changed.
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
            /** @description Such as `version.register`; of a denied attempt, the permission that was lacking. */
            action: string;
            outcome: components["schemas"]["AuditOutcome"];
            resource: {
                /** @enum {string} */
                kind: "model" | "version" | "deployment" | "registry";
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
            target: string;
            status: components["schemas"]["DeploymentStatus"];
            statusMessage?: string;
            /** @description The champion. Absent when undeployed. */
            version?: number;
            revision: number;
            allowEventTime: boolean;
            /** @description Where programs ask for predictions. Absent when undeployed. */
            endpoint?: {
                /** @enum {string} */
                protocol: "open-inference-protocol-v2";
                /** Format: uri */
                inferUrl: string;
            };
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Revision: {
            revision: number;
            /** @enum {string} */
            action: "deploy" | "undeploy";
            version?: number;
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
        Traffic: {
            interval: components["schemas"]["Interval"];
            /** @description The whole range, over all versions. Quantiles are its own, not an average of the intervals'. */
            total: {
                requests: number;
                rows: number;
                errors: number;
                latencyMs: components["schemas"]["LatencyQuantiles"];
                /** @description Mean score or value over the rows; null where predictions have no mean. */
                predictionMean: number | null;
            };
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
                latencyMs: components["schemas"]["LatencyQuantiles"];
                /** @description What was predicted; null when the version has no reference to profile by. */
                prediction: null | components["schemas"]["PredictionSummary"];
            }[];
        };
        /** @description Quantiles over requests, in milliseconds inside the server; null without requests. */
        LatencyQuantiles: {
            p50: number | null;
            p90: number | null;
            p99: number | null;
        };
        PredictionSummary: {
            /** @description Mean score of the positive class, or mean value. */
            mean?: number;
            /** @description Rows by predicted class. */
            classes?: {
                name: string;
                rows: number;
            }[];
        };
        Drift: {
            interval: components["schemas"]["Interval"];
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
            }[];
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
            missingRate: {
                reference: number | null;
                window: number | null;
            };
            /** @description The two distributions bin by bin, as counts. */
            bins?: {
                label: string;
                reference: number;
                window: number;
            }[];
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
         * @description Length of the intervals, which begin at UTC hours, days, Mondays or first days of a month. `auto` chooses the
         *     shortest that makes at most 100 of them.
         */
        interval: "auto" | "hour" | "day" | "week" | "month";
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
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description Who; an entity reference, or the subject of a service. */
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
    listDeployments: {
        parameters: {
            query?: {
                model?: components["schemas"]["ModelName"];
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
    getTraffic: {
        parameters: {
            query?: {
                /** @description Start of the time range, included. Without it, the first traffic. */
                from?: components["parameters"]["from"];
                /** @description End of the time range, not included. Without it, the last traffic. */
                to?: components["parameters"]["to"];
                /**
                 * @description Length of the intervals, which begin at UTC hours, days, Mondays or first days of a month. `auto` chooses the
                 *     shortest that makes at most 100 of them.
                 */
                interval?: components["parameters"]["interval"];
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
                 * @description Length of the intervals, which begin at UTC hours, days, Mondays or first days of a month. `auto` chooses the
                 *     shortest that makes at most 100 of them.
                 */
                interval?: components["parameters"]["interval"];
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
}
