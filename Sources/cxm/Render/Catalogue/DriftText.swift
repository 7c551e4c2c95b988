import Definitions
import Metadata
import Operations

/// What a check of registered tables found.
struct DriftText {
    let findings: [CheckDrift.Finding]

    init(_ findings: [CheckDrift.Finding]) {
        self.findings = findings
    }

    var text: String { findings.map(Self.text).joined() }

    private static func text(_ finding: CheckDrift.Finding) -> String {
        let drift = finding.drift
        var lines = ["\(drift.isSound ? "ok     " : "wrong  ")\(finding.table.name)"]
        if let reason = drift.unreachable { lines.append("       " + reason) }
        lines += drift.problems.map { "       " + $0.words }
        if !drift.newColumns.isEmpty {
            lines.append("       New columns: \(drift.newColumns.joined(separator: ", "))")
        }
        lines += finding.segments.map { broken in
            "       Segment \(broken.segment.id) '\(broken.segment.name)' of "
                + "\(broken.segment.owner) breaks"
                + (broken.columns.isEmpty ? "" : ": \(broken.columns.joined(separator: ", "))")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
