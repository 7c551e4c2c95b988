import Definitions
import Metadata

/// Writes down what callers do.
///
///     try await AuditLog(configuration).note(caller, "people.see", "people/m-0042")
struct AuditLog: Sendable {
    let metadata: any MetadataStore
    let now: @Sendable () -> Int64

    init(_ configuration: Server.Configuration) {
        metadata = configuration.metadata
        now = configuration.now
    }

    func note(
        _ caller: Caller, _ action: String, _ subject: String,
        _ details: JSONValue = .object([])
    ) async throws {
        try await metadata.record(
            AuditRecord(
                at: now(), actor: caller.name, action: action, subject: subject,
                details: details))
    }
}
