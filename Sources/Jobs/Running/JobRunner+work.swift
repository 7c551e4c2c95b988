import Metadata

extension JobRunner {
    /// What came to an end first: the handler, or the hold on the job.
    private enum Event: Sendable {
        case handled(JobFailure?)
        case stopped(Lease.Step)
        /// Nobody watches any more, since the handler has ended or the runner ends.
        case unwatched
    }

    /// Does a job that was taken, and writes down how it ended.
    func work(on job: JobRecord) async {
        guard job.attempts <= options.retry.attemptLimit else {
            await write(.failed(.abandoned(job.attempts - 1)), of: job)
            return
        }
        guard let ending = await attempt(job) else {
            report(.lost(job))
            return
        }
        await write(ending, of: job)
    }

    /// Runs the handler under a watched lease; nil where the lease was lost.
    private func attempt(_ job: JobRecord) async -> JobEnding? {
        await withTaskGroup { group in
            group.addTask { await handle(job) }
            group.addTask { await watch(job) }
            var failure: JobFailure?
            var stop: Lease.Step?
            for await event in group {
                switch event {
                case .handled(let found): failure = found
                case .stopped(let step): stop = step
                case .unwatched: continue
                }
                // The other one ends too, and is waited for: nothing goes on behind a job's back.
                group.cancelAll()
            }
            return Self.ending(failure, stop, isEnding: Task.isCancelled)
        }
    }

    /// Work that was done is done, whatever was asked meanwhile; work that ended with an error after
    /// it was asked to end has ended for that reason.
    private static func ending(
        _ failure: JobFailure?, _ stop: Lease.Step?, isEnding: Bool
    ) -> JobEnding? {
        if stop == .lost { return nil }
        guard let failure else { return .done }
        if stop == .cancel { return .cancelled }
        return isEnding ? .handedBack : .failed(failure)
    }

    private func handle(_ job: JobRecord) async -> Event {
        guard let handler = handlers[job.kind] else {
            return .handled(
                JobFailure(
                    "Nothing here does jobs of the kind '\(job.kind)'.",
                    remedy: "Use a version of CXM that knows them."))
        }
        let (jobs, owner) = (jobs, owner)
        let context = JobContext(
            clock: clock, isLastAttempt: options.retry.wait(after: job.attempts) == nil,
            tell: { try? await jobs.note($0, on: job.id, owner: owner) })
        do {
            try await handler(job, context)
            return .handled(nil)
        } catch {
            return .handled(JobFailure(error))
        }
    }

    /// Looks again and again at the job, renews the lease, and ends when the work shall end.
    private func watch(_ job: JobRecord) async -> Event {
        var lease = Lease(
            owner: owner, length: options.lease, until: job.leaseUntil ?? clock.now)
        while true {
            do {
                try await clock.sleep(until: clock.now + lease.pause)
            } catch {
                return .unwatched
            }
            let step = await look(at: job.id, &lease)
            switch step {
            case .keep, .renew: continue
            case .cancel, .lost: return .stopped(step)
            }
        }
    }

    private func look(at id: Int64, _ lease: inout Lease) async -> Lease.Step {
        var found: JobRecord?
        do throws(MetadataError) {
            found = try await jobs.job(id)
            guard found != nil else { return .lost }
            let step = lease.step(seeing: found, now: clock.now)
            guard case .renew(let until) = step else { return step }
            let renewed = try await jobs.renewLease(id, owner: owner, until: until)
            lease.renewed(until: until)
            return renewed.isCancelRequested ? .cancel : step
        } catch {
            if [.conflict, .notFound].contains(error.code) { return .lost }
            report(.storeFailed(error))
            return lease.step(seeing: nil, now: clock.now)
        }
    }

    /// Tries a few times; where the store stays away the lease ends, and the job is done again.
    private func write(_ ending: JobEnding, of job: JobRecord) async {
        for _ in 0..<3 {
            let record = ending.record(of: job, retry: options.retry, now: clock.now)
            do throws(MetadataError) {
                try await jobs.finish(record, owner: owner)
                report(.ended(record))
                return
            } catch {
                guard error.code == .busy else {
                    report(error.code == .conflict ? .lost(job) : .storeFailed(error))
                    return
                }
                report(.storeFailed(error))
            }
        }
    }
}
