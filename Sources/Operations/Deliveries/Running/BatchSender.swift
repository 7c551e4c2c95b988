import HTTPClients
import Jobs

/// Sends batches, again and again as long as that may help.
struct BatchSender: Sendable {
    private let sender: any HTTPSender
    /// Milliseconds after the first try that has failed, and at most.
    private let firstWait: Int64
    private let longestWait: Int64

    init(_ sender: any HTTPSender, firstWait: Int64 = 1000, longestWait: Int64 = 60_000) {
        self.sender = sender
        self.firstWait = firstWait
        self.longestWait = longestWait
    }

    /// Returns the answer that has accepted the batch, and the try that it came to.
    ///
    /// Waits twice as long after each try, more or less by up to a half so that many senders do not come
    /// at once; as long as the destination asks for where it does. Throws `JobFailure`, one that may pass
    /// after the last try.
    func callAsFunction(
        _ request: BatchRequest, _ context: JobContext
    ) async throws -> (answer: BatchAnswer, attempts: Int) {
        let retry = Retry(
            attemptLimit: request.attempts, firstWait: firstWait, longestWait: longestWait)
        var attempt = 1
        while true {
            let (failure, asked): (JobFailure, Int64?)
            switch try await verdict(request, at: context.now) {
            case .accepted(let answer): return (answer, attempt)
            case .refused(let refusal): throw refusal
            case .again(let reason, let wait): (failure, asked) = (reason, wait)
            }
            guard let wait = retry.wait(after: attempt) else { throw failure }
            let jittered = wait / 2 + Int64.random(in: 0...max(1, wait))
            try await context.sleep(until: context.now + max(jittered, asked ?? 0))
            attempt += 1
        }
    }

    /// Sends it once; throws `JobFailure` where it is not accepted.
    func once(_ request: BatchRequest, at now: Int64) async throws -> BatchAnswer {
        switch try await verdict(request, at: now) {
        case .accepted(let answer): return answer
        case .refused(let failure), .again(let failure, _): throw failure
        }
    }

    private func verdict(_ request: BatchRequest, at now: Int64) async throws -> BatchVerdict {
        do {
            let answer = try await sender.send(request.signed(at: now), timeout: request.timeout)
            return BatchVerdict(answer, now: now)
        } catch let error as HTTPSendError {
            try Task.checkCancellation()
            return .again(
                JobFailure(
                    error.description,
                    remedy:
                        "Nothing at first, it is tried again. Where it stays so, see whether the "
                        + "destination can be reached.", isRetryable: true), wait: nil)
        }
    }
}
