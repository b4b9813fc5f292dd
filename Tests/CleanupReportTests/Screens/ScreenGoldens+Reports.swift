extension ScreenGoldens {
    /// Before anything is changed: the plan, and what consent is asked for.
    static let consent: [RehearsedRun.Moment: [Int: String]] = [
        .plan: [
            120: """
            invoice-cleanup: account 123456789012, us-east-1
            11 loops to delete; 8 of them must be stopped first (people may be working on them)
            Not touched: 1 already gone, 1 kept

            NAME        STATUS      AGE  ACTION              WHY
            dup-01      InProgress  22h  stop, wait, delete  in progress
            dup-02      InProgress  22h  stop, wait, delete  in progress
            dup-03      InProgress  22h  stop, wait, delete  in progress
            dup-04      InProgress  22h  stop, wait, delete  in progress
            dup-05      InProgress  22h  stop, wait, delete  in progress
            dup-06      InProgress  22h  stop, wait, delete  in progress
            held-1      InProgress  22h  stop, wait, delete  in progress
            held-2      InProgress  22h  stop, wait, delete  in progress
            broken-1    Failed      22h  delete              failed
            broken-2    Failed      22h  delete              failed
            broken-3    Failed      22h  delete              failed
            reviewed-1  Completed   22h  keep                onCompleted is keep
            dup-07      -             -  already gone        not found

            invoice-cleanup: account 123456789012, us-east-1
            11 loops to delete; 8 of them must be stopped first (people may be working on them)
            Not touched: 1 already gone, 1 kept

            """,
            80: """
            invoice-cleanup: account 123456789012, us-east-1
            11 loops to delete; 8 of them must be stopped first (people may be working on
              them)
            Not touched: 1 already gone, 1 kept

            NAME        STATUS      AGE  ACTION              WHY
            dup-01      InProgress  22h  stop, wait, delete  in progress
            dup-02      InProgress  22h  stop, wait, delete  in progress
            dup-03      InProgress  22h  stop, wait, delete  in progress
            dup-04      InProgress  22h  stop, wait, delete  in progress
            dup-05      InProgress  22h  stop, wait, delete  in progress
            dup-06      InProgress  22h  stop, wait, delete  in progress
            held-1      InProgress  22h  stop, wait, delete  in progress
            held-2      InProgress  22h  stop, wait, delete  in progress
            broken-1    Failed      22h  delete              failed
            broken-2    Failed      22h  delete              failed
            broken-3    Failed      22h  delete              failed
            reviewed-1  Completed   22h  keep                onCompleted is keep
            dup-07      -             -  already gone        not found

            invoice-cleanup: account 123456789012, us-east-1
            11 loops to delete; 8 of them must be stopped first (people may be working on
              them)
            Not touched: 1 already gone, 1 kept

            """,
            50: """
            invoice-cleanup: account 123456789012, us-east-1
            11 loops to delete; 8 of them must be stopped
              first (people may be working on them)
            Not touched: 1 already gone, 1 kept

            NAME        STATUS      AGE  ACTION
            dup-01      InProgress  22h  stop, wait, delete
              in progress
            dup-02      InProgress  22h  stop, wait, delete
              in progress
            dup-03      InProgress  22h  stop, wait, delete
              in progress
            dup-04      InProgress  22h  stop, wait, delete
              in progress
            dup-05      InProgress  22h  stop, wait, delete
              in progress
            dup-06      InProgress  22h  stop, wait, delete
              in progress
            held-1      InProgress  22h  stop, wait, delete
              in progress
            held-2      InProgress  22h  stop, wait, delete
              in progress
            broken-1    Failed      22h  delete
              failed
            broken-2    Failed      22h  delete
              failed
            broken-3    Failed      22h  delete
              failed
            reviewed-1  Completed   22h  keep
              onCompleted is keep
            dup-07      -             -  already gone
              not found

            invoice-cleanup: account 123456789012, us-east-1
            11 loops to delete; 8 of them must be stopped
              first (people may be working on them)
            Not touched: 1 already gone, 1 kept

            """,
        ],
        .prompt: [
            120: """

            Delete 11 loops (stop 8 of them first) in account 123456789012, us-east-1?

            """,
            80: """

            Delete 11 loops (stop 8 of them first) in account 123456789012, us-east-1?

            """,
            50: """

            Delete 11 loops (stop 8 of them first) in
              account 123456789012, us-east-1?

            """,
        ],
    ]

    /// The summary.
    static let end: [RehearsedRun.Moment: [Int: String]] = [
        .end: [
            120: """
            dup-batch-2026-11: exit code 130 after 1m12s
            account 123456789012, us-east-1, at https://a2i.example: 13 loops, 95 calls (18 throttled)
            Ended early: SIGINT asked the run to end

              OUTCOME       COUNT  MEANING
              deleted           9  deleted by this run
              already-gone      1  missing, or gone without this run
              kept              1  kept by the manifest's policy
              deferred          2  cannot be deleted yet; a later run can

            Left: 2 deferred
              held-2  Interrupted: the run was interrupted while it was Stopping
              held-1  Interrupted: the run was interrupted while it was Stopping

            Slowest waits
              1m08s  held-1  deferred
              1m07s  held-2  deferred
                46s  dup-03  deleted
                45s  dup-04  deleted
                44s  dup-02  deleted

            What stays
              Workers' answers stay in S3; A2I's internal copy is kept at the latest until \
            2026-12-22T10:00:50.209Z.

            Next
              To continue where it ended:
                loopsweep run cleanup.yaml --resume

            """,
            80: """
            dup-batch-2026-11: exit code 130 after 1m12s
            account 123456789012, us-east-1, at https://a2i.example: 13 loops, 95 calls (18
            throttled)
            Ended early: SIGINT asked the run to end

              OUTCOME       COUNT  MEANING
              deleted           9  deleted by this run
              already-gone      1  missing, or gone without this run
              kept              1  kept by the manifest's policy
              deferred          2  cannot be deleted yet; a later run can

            Left: 2 deferred
              held-2  Interrupted: the run was interrupted while it was Stopping
              held-1  Interrupted: the run was interrupted while it was Stopping

            Slowest waits
              1m08s  held-1  deferred
              1m07s  held-2  deferred
                46s  dup-03  deleted
                45s  dup-04  deleted
                44s  dup-02  deleted

            What stays
              Workers' answers stay in S3; A2I's internal copy is kept at the latest until
              2026-12-22T10:00:50.209Z.

            Next
              To continue where it ended:
                loopsweep run cleanup.yaml --resume

            """,
            50: """
            dup-batch-2026-11: exit code 130 after 1m12s
            account 123456789012, us-east-1, at
            https://a2i.example: 13 loops, 95 calls (18
            throttled)
            Ended early: SIGINT asked the run to end

              OUTCOME       COUNT  MEANING
              deleted           9  deleted by this run
              already-gone      1  missing, or gone without
                                   this run
              kept              1  kept by the manifest's
                                   policy
              deferred          2  cannot be deleted yet; a
                                   later run can

            Left: 2 deferred
              held-2  Interrupted: the run was interrupted
                      while it was Stopping
              held-1  Interrupted: the run was interrupted
                      while it was Stopping

            Slowest waits
              1m08s  held-1  deferred
              1m07s  held-2  deferred
                46s  dup-03  deleted
                45s  dup-04  deleted
                44s  dup-02  deleted

            What stays
              Workers' answers stay in S3; A2I's internal copy
              is kept at the latest until
              2026-12-22T10:00:50.209Z.

            Next
              To continue where it ended:
                loopsweep run cleanup.yaml --resume

            """,
        ]
    ]
}
