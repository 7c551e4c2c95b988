import Foundation
import Operations
import Synchronization

/// Draws how far an import has come on standard error, a few times a second, where a person watches.
final class ProgressLine: Sendable {
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let last: Mutex<ContinuousClock.Instant>

    init() {
        start = clock.now
        last = Mutex(clock.now)
    }

    /// Does what reports to the handler; the line is gone afterwards, whatever becomes of it.
    static func during<Result>(
        _ work: (ImportEvents.ProgressHandler?) async throws -> Result
    ) async rethrows -> Result {
        let line = ProgressLine()
        defer { line.end() }
        return try await work(line.handler)
    }

    /// nil where nobody watches.
    private var handler: ImportEvents.ProgressHandler? {
        guard Terminal.isWatched else { return nil }
        return { [self] progress in draw(progress) }
    }

    /// Takes the line away.
    private func end() {
        if Terminal.isWatched { Terminal.show("") }
    }

    private func draw(_ progress: ImportProgress) {
        let now = clock.now
        let isDue = last.withLock { last in
            guard now - last > .milliseconds(200) else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let seconds = (now - start) / .seconds(1)
        Terminal.show(Self.text(progress, seconds: seconds))
    }

    /// `file 2 of 3: 1,200,000 rows (40.0 %), 800,000 a second, 2.1 s left`
    static func text(_ progress: ImportProgress, seconds: Double) -> String {
        let rate = Double(progress.rows) / max(seconds, 0.001)
        var text =
            "file \(progress.fileNumber) of \(progress.fileCount): "
            + Grouped.count(progress.rows, "row")
        if let expected = progress.expectedRows, expected > 0 {
            text += " (\(Grouped.percent(Double(progress.rows) / Double(expected))))"
        }
        text += ", \(Grouped.text(Int(rate))) a second"
        if let expected = progress.expectedRows, rate > 0 {
            let left = Double(expected - progress.rows) / rate
            text += ", \(Grouped.duration(Int64(left * 1000))) left"
        }
        return text
    }
}
