import Metadata

/// A hold on a job, as its owner sees it: decides at each look what to do, does nothing itself.
struct Lease: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        case keep
        case renew(until: Int64)
        /// Stop: somebody asked for it.
        case cancel
        /// Stop: somebody else may have it.
        case lost
    }

    let owner: String
    /// Milliseconds.
    let length: Int64
    private(set) var until: Int64

    /// How long to wait between looks, so that a wish to cancel is seen within two seconds.
    var pause: Int64 { max(1, min(length / 4, 2000)) }

    /// `job` is what the store has now, nil where it could not be asked.
    func step(seeing job: JobRecord?, now: Int64) -> Step {
        guard let job else { return now < until ? .keep : .lost }
        guard job.state == .running, job.leaseOwner == owner else { return .lost }
        if job.isCancelRequested { return .cancel }
        // Renewed when a third has gone: two more looks can fail before it ends.
        return until - now > length * 2 / 3 ? .keep : .renew(until: now + length)
    }

    mutating func renewed(until: Int64) {
        self.until = until
    }
}
