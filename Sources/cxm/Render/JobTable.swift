import Definitions
import Metadata

/// Jobs as a table.
///
///     job  kind              state    due               tries  why
///       2  refresh-segments  waiting  2026-11-25 06:30      0
///       1  refresh-segments  failed   2026-11-24 06:30      5  The warehouse is away.
struct JobTable {
    private let jobs: [JobRecord]
    private let zone: Zone

    init(_ jobs: [JobRecord], _ zone: Zone) {
        self.jobs = jobs
        self.zone = zone
    }

    var text: String {
        guard !jobs.isEmpty else { return "No jobs.\n" }
        let header = ["job", "kind", "state", "due", "tries", "why"]
        return Self.lines([header] + jobs.map(row))
    }

    private func row(_ job: JobRecord) -> [String] {
        let state = job.isCancelRequested && job.state == .running ? "ending" : job.state.rawValue
        return [
            "\(job.id)", job.kind, state, JobDetail.minute(job.dueAt, zone), "\(job.attempts)",
            TextWidth.cut(job.failure ?? "", to: 60),
        ]
    }

    /// Numbers stand on the right.
    private static func lines(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in
            rows.map { TextWidth.of($0[column]) }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, text in
                TextWidth.padded(text, to: widths[column], leading: column == 0 || column == 4)
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}

/// One job, line by line; what says nothing is left out.
struct JobDetail {
    private let job: JobRecord
    private let zone: Zone

    init(_ job: JobRecord, _ zone: Zone) {
        self.job = job
        self.zone = zone
    }

    var text: String {
        let lines: [(String, String?)] = [
            ("job", "\(job.id)"), ("kind", job.kind), ("state", job.state.rawValue),
            ("asked to end", job.isCancelRequested && job.state == .running ? "yes" : nil),
            ("due", Self.minute(job.dueAt, zone)), ("tries", "\(job.attempts)"),
            ("works on it", job.leaseOwner),
            ("ended", job.endedAt.map { Self.minute($0, zone) }), ("why", job.failure),
            ("what to do", job.remedy), ("arguments", job.arguments.rendered()),
        ]
        return lines.compactMap { name, value in
            value.map { TextWidth.padded(name, to: 14) + $0 + "\n" }
        }.joined()
    }

    /// `2026-11-25 06:30`
    static func minute(_ milliseconds: Int64, _ zone: Zone) -> String {
        String(zone.text(milliseconds).prefix(16)).replacing("T", with: " ")
    }
}
