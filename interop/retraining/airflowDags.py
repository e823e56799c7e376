"""What airflow.test.mjs has Airflow run: DAGs that do what they are told, of Airflow 2 and 3."""

try:
    from airflow.sdk import dag, task
except ImportError:
    from airflow.decorators import dag, task


@dag(dag_id="retrain", schedule=None, is_paused_upon_creation=False)
def retrain():
    @task
    def train(dag_run=None):
        given = dag_run.conf["mlops"]
        if given["champion"] != 2 or not given["reportToken"].startswith("mlops_run_"):
            raise RuntimeError("this isn't what was sent")
        if dag_run.conf.get("fails"):
            raise RuntimeError("there is no data")

    train()


@dag(dag_id="paused", schedule=None, is_paused_upon_creation=True)
def paused():
    @task
    def nothing():
        pass

    nothing()


retrain()
paused()
