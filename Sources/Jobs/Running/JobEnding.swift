import Metadata

/// How the work on a job ended, and what is written down of it.
enum JobEnding: Equatable, Sendable {
    case done
    case failed(JobFailure)
    /// Somebody asked for its end.
    case cancelled
    /// This process ends; another one shall do it.
    case handedBack

    /// The record to be kept.
    func record(of job: JobRecord, retry: Retry, now: Int64) -> JobRecord {
        var ended = job
        (ended.leaseOwner, ended.leaseUntil) = (nil, nil)
        switch self {
        case .done:
            (ended.state, ended.endedAt) = (.done, now)
            (ended.failure, ended.remedy) = (nil, nil)
        case .failed(let failure):
            (ended.failure, ended.remedy) = (failure.description, failure.remedy)
            if failure.isRetryable, let wait = retry.wait(after: job.attempts) {
                (ended.state, ended.dueAt) = (.waiting, now + wait)
            } else {
                (ended.state, ended.endedAt) = (.failed, now)
            }
        case .cancelled: (ended.state, ended.endedAt) = (.cancelled, now)
        case .handedBack:
            // It was no failure of the job's.
            (ended.state, ended.attempts) = (.waiting, job.attempts - 1)
        }
        return ended
    }
}
