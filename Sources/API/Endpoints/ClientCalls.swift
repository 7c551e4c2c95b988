import Definitions
import Hummingbird
import Synchronization

/// Writes down that a program called: the first call of an hour at each address, so that the audit says
/// who used what without a line for each of millions.
final class ClientCalls: Sendable {
    private struct Call: Hashable {
        let client: Int64
        let operation: String
    }

    private struct Hour {
        var number: Int64 = 0
        var calls: Set<Call> = []
    }

    private let log: AuditLog
    private let hour = Mutex(Hour())

    init(_ log: AuditLog) {
        self.log = log
    }

    func note(_ endpoint: Endpoint, _ context: ServerContext) async throws {
        guard let caller = context.caller, case .program = caller.kind else { return }
        let operation = "\(endpoint.method.rawValue) \(endpoint.path)"
        let call = Call(client: caller.id, operation: operation)
        guard isFirst(call) else { return }
        do {
            try await log.note(
                caller, "client.call", "client/\(caller.id)", ["route": .string(operation)])
        } catch {
            // The next call is the first that is written down.
            hour.withLock { _ = $0.calls.remove(call) }
            throw error
        }
    }

    private func isFirst(_ call: Call) -> Bool {
        let number = log.now() / 3_600_000
        return hour.withLock { hour in
            if hour.number != number { hour = Hour(number: number) }
            return hour.calls.insert(call).inserted
        }
    }
}
