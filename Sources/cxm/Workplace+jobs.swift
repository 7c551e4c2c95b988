import Foundation
import Jobs
import Metadata
import Operations

extension Workplace {
    /// What plans and does jobs in this process; failures go to standard error.
    ///
    /// `say`: where an administrator reads of failures. `note`: what else is to be done with what happens.
    func scheduler(
        on metadata: any MetadataStore,
        say: @escaping @Sendable (String) -> Void = { Terminal.error($0) },
        note: @escaping @Sendable (JobEvent) -> Void = { _ in }
    ) -> Scheduler {
        let process = ProcessInfo.processInfo
        return Scheduler(
            metadata: metadata, zone: home.zone,
            owner: "\(process.hostName) \(process.processIdentifier) \(now)",
            report: { event in
                if let line = Self.line(event) { say(line) }
                note(event)
            },
            dropFolder: settings.dropFolder, importFolder: settings.importFolder,
            space: { segments(on: metadata, now: $0, actor: "scheduler") })
    }

    /// What an administrator should read; nil for what goes well.
    private static func line(_ event: JobEvent) -> String? {
        switch event {
        case .began: nil
        case .lost(let job): "Job \(job.id) (\(job.kind)) was taken over by another process."
        case .storeFailed(let error): error.description
        case .ended(let job):
            switch job.state {
            case .failed: "Job \(job.id) (\(job.kind)) has failed: \(job.failure ?? "")"
            case .waiting where job.failure != nil:
                "Job \(job.id) (\(job.kind)) is tried again: \(job.failure ?? "")"
            case .waiting, .running, .done, .cancelled: nil
            }
        }
    }

    /// Starts the refreshes that wait for an import into this dataset or table. What was imported stays
    /// imported where that fails.
    func noteImport(of name: String) async {
        do {
            guard let store = try existingMetadata() else { return }
            try await WorkPlan.noteImport(of: name, in: store, now: now, zone: home.zone)
            await store.close()
        } catch {
            Terminal.error(
                "The import is done, but what waits for it could not be started: \(error)")
        }
    }
}
