r"""Worker processes that send and provision, on taskiq with Redis streams.

To try them in a checkout, against the sandbox, start Redis from version 7:

    pip install '.[sandbox,redis]' taskiq taskiq-redis
    redis-server --appendonly yes --dir "$(mktemp -d)"

In a second terminal, the sandbox:

    jetemail-sandbox --rate-limits

In a third one, the workers:

    export JETEMAIL_BASE_URL=http://127.0.0.1:8025
    export JETEMAIL_API_KEY=api_sandbox JETEMAIL_TRANSACTIONAL_KEY=transactional_sandbox
    taskiq worker examples.workers.tasks:broker \
      --workers 4 --max-async-tasks 20 --wait-tasks-timeout 30

In a fourth one, add jobs:

    python -m examples.workers.enqueue

Kill any of the workers, or all, at any time: nothing is sent twice, as long as JetEmail knows the
keys (docs/explanation/idempotency.md), and no password is lost.

| module | contents |
|---|---|
| `tasks` | the jobs, the client of a worker, what is tried again |
| `ledger` | what a job must know when it runs again |
| `engine` | what taskiq-redis lacks: jobs of killed workers, errors with their attributes, pauses |
| `enqueue` | adds jobs, and prints their outcomes |

Its tests are in tests/workers. docs/howto/queues.md says why it is made so.
"""
