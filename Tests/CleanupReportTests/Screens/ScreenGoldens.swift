/// What a screen shows at each moment of the rehearsed run, by its width.
enum ScreenGoldens {
    static func text(of moment: RehearsedRun.Moment, width: Int) -> String? {
        (progress[moment] ?? consent[moment] ?? end[moment])?[width]
    }

    /// While the run works: one line on a narrow terminal, two on others.
    static let progress: [RehearsedRun.Moment: [Int: String]] = [
        .planning: [
            120: """
            [###########-------------------]  38%  looked at 5/13  4 in flight  00:00:00
              looking only: nothing is changed
            """,
            80: """
            [###########-------------------]  38%  looked at 5/13  4 in flight  00:00:00
              looking only: nothing is changed
            """,
            50: """
            [######----------]  38%  looked at 5/13  00:00:00
            """,
        ],
        .sweeping: [
            120: """
            [######------------------------]  23%  3/13 done  5 waiting  3 in flight  00:00:03
              waiting for dup-01 0s (29m59s left), dup-02 0s, dup-03 0s and 2 more; next look in 1s
            """,
            80: """
            [######---------------------]  23%  3/13 done  5 waiting  3 in flight  00:00:03
              waiting for dup-01 0s (29m59s left), dup-02 0s and 3 more; next look in 1s
            """,
            50: """
            [###------------]  23%  3/13  5 waiting  00:00:03
            """,
        ],
        .waiting: [
            120: """
            [###########-------------------]  38%  5/13 done  8 waiting  0 in flight  00:00:15
              waiting for dup-01 12s (29m47s left), dup-02 12s, dup-03 11s and 5 more; next look in 2s
            """,
            80: """
            [##########-----------------]  38%  5/13 done  8 waiting  0 in flight  00:00:15
              waiting for dup-01 12s (29m47s left), dup-02 12s and 6 more; next look in 2s
            """,
            50: """
            [#####----------]  38%  5/13  8 waiting  00:00:15
            """,
        ],
        .throttled: [
            120: """
            [###########-------------------]  38%  5/13 done  4 waiting  throttled  3 in flight  00:00:25
              throttled by the service; waiting for dup-01 22s (29m37s left), dup-02 22s, held-1 21s and 1 \
            more
            """,
            80: """
            [######----------]  38%  5/13 done  4 waiting  throttled  3 in flight  00:00:25
              throttled by the service; waiting for dup-01 22s (29m37s left) and 3 more
            """,
            50: """
            [###------]  5/13  4 waiting  throttled  00:00:25
            """,
        ],
        .interrupted: [
            120: """
            [###########################---]  92%  ending, 12/13 done  1 waiting  1 in flight  00:01:12
              nothing new starts; 1 call ends within 10s; ^C again exits at once
            """,
            80: """
            [################--]  92%  ending, 12/13 done  1 waiting  1 in flight  00:01:12
              nothing new starts; 1 call ends within 10s; ^C again exits at once
            """,
            50: """
            [##########-]  ending, 12/13  1 waiting  00:01:12
            """,
        ],
    ]
}
