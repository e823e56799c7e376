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
         * Register a model together with its first version
         * @description The body is streamed: the part `metadata` has to come before the part `artifact`. The model and its version 1
         *     come into being together or not at all.
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
        /** Read one model */
        get: operations["getModel"];
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
         *     answered with status 200.
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
        /** Read one version */
        get: operations["getVersion"];
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
        /** List the evaluations of a version, newest first */
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
        Tags: string[];
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
            problemType: components["schemas"]["ProblemType"];
            tags: components["schemas"]["Tags"];
            /** @description The newest version in each stage that has one. */
            stages: {
                stage: components["schemas"]["Stage"];
                version: number;
            }[];
            latestVersion: {
                version: number;
                algorithm?: string;
                framework?: string;
                /** Format: date-time */
                createdAt: string;
                /** @description The main test metric for the problem type, where an evaluation has it. */
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
        ModelRegistration: {
            name: components["schemas"]["ModelName"];
            owner: components["schemas"]["EntityRef"];
            description?: components["schemas"]["Text"];
            problemType: components["schemas"]["ProblemType"];
            tags?: components["schemas"]["Tags"];
            version?: components["schemas"]["VersionRegistration"];
        };
        /** @description What a person or a pipeline tells of a version; the rest is read from the artifact. */
        VersionRegistration: {
            description?: components["schemas"]["Text"];
            framework?: components["schemas"]["Framework"];
            algorithm?: string;
            parameters?: components["schemas"]["Parameters"];
            dataset?: components["schemas"]["Dataset"];
            prediction?: components["schemas"]["Prediction"];
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
        /** @description What the version was trained on. */
        Dataset: {
            name: string;
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
            /** @enum {string} */
            format: "onnx";
            digest: components["schemas"]["Digest"];
            sizeBytes: number;
            description: string;
            framework?: components["schemas"]["Framework"];
            algorithm?: string;
            parameters: components["schemas"]["Parameters"];
            dataset?: components["schemas"]["Dataset"];
            signature: components["schemas"]["Signature"];
            prediction: components["schemas"]["Prediction"];
            /** @description Read from the artifact itself. */
            artifactInfo: {
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
            /** Format: date-time */
            createdAt: string;
            /** @description Entity reference of the person, or the name of the service. */
            createdBy: string;
        };
        RegisteredVersion: {
            /** @description False when the model already had this artifact. */
            created: boolean;
            model: components["schemas"]["ModelName"];
            version: components["schemas"]["Version"];
        };
        /** @enum {string} */
        Split: "train" | "validation" | "test" | "production";
        EvaluationInput: components["schemas"]["EvaluationFields"];
        EvaluationFields: {
            /** @description The data set. */
            name: string;
            split: components["schemas"]["Split"];
            rows?: number;
            /** Format: date-time */
            evaluatedAt?: string;
            metrics: components["schemas"]["Metrics"];
            confusionMatrix?: components["schemas"]["ConfusionMatrix"];
            rocCurve?: {
                fpr: number;
                tpr: number;
                threshold?: number | null;
            }[];
            precisionRecallCurve?: {
                precision: number;
                recall: number;
                threshold?: number | null;
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
        /** @description Square; rows are the actual classes, columns the predicted ones. */
        ConfusionMatrix: {
            labels: string[];
            counts: number[][];
        };
        Evaluation: components["schemas"]["EvaluationFields"] & {
            id: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
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
                /** @description Words that all have to occur in the name, the description, the owner or a tag. Case is ignored. */
                search?: string;
                /** @description Entity references of owners; a model of any of them is listed. */
                owner?: components["schemas"]["EntityRef"][];
                /** @description Stages; a model with at least one version in any of them is listed. */
                stage?: components["schemas"]["Stage"][];
                problemType?: components["schemas"]["ProblemType"][];
                /** @description Only models with (true) or without (false) a deployment that isn't undeployed. */
                deployed?: boolean;
                sort?: "name" | "-name" | "updatedAt" | "-updatedAt";
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
                        /** @description Models that match */
                        totalItems: number;
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
            };
        };
        responses: {
            /** @description The model, with its version 1 */
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
    listVersions: {
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
            /** @description All evaluations of the version */
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
