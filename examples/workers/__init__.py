"""Worker processes that send and provision, on taskiq with Redis streams.

Against the sandbox, each in a terminal of its own; Redis must be from version 7:

    redis-server --appendonly yes
    jetemail-sandbox --rate-limits
    export JETEMAIL_BASE_URL=http://127.0.0.1:8025
    export JETEMAIL_API_KEY=api_sandbox JETEMAIL_TRANSACTIONAL_KEY=transactional_sandbox
    taskiq worker examples.workers.tasks:broker --workers 4 --max-async-tasks 20
    python -m examples.workers.enqueue

Kill any of the workers, or all, at any time: nothing is sent twice, and no password is lost.

| module | contents |
|---|---|
| `tasks` | the jobs, the client of a worker, what is tried again |
| `ledger` | what a job must know when it runs again |
| `engine` | what taskiq-redis lacks: jobs of killed workers, errors with their attributes, pauses |
| `enqueue` | adds jobs, and prints their outcomes |

Its tests are in tests/workers. docs/howto/queues.md says why it is made so.
"""
