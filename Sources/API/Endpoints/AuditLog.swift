import Definitions
import Hummingbird
import Metadata

/// Writes down what callers do.
///
///     try await AuditLog(configuration).note(caller, "people.see", "user/m-0042")
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

extension Endpoint {
    /// The same endpoint, each use of which is written into the audit before its answer leaves: what
    /// cannot be written down is not shown.
    ///
    ///     Endpoint(.get, "/people/{user}", right: .seePeople, …).audited("people.see", in: log)
    ///
    /// `subject`: what it was done to; the address behind the API's prefix without it.
    func audited(
        _ action: String, in log: AuditLog,
        subject: @escaping @Sendable (Request, ServerContext) -> String = Self.address
    ) -> Endpoint {
        Endpoint(
            method, path, right: right, forAnyCaller: isForAnyCaller, summary,
            parameters: parameters, body: body, answers: answers, problems: problems
        ) { request, context in
            let response = try await handle(request, context)
            if response.status.code < 400 {
                try await log.note(
                    try context.requireCaller(), action, subject(request, context))
            }
            return response
        }
    }

    /// `people/m-0042`
    private static func address(_ request: Request, _ context: ServerContext) -> String {
        let path = request.uri.path
        return path.hasPrefix(OpenAPI.prefix + "/")
            ? String(path.dropFirst(OpenAPI.prefix.count + 1)) : path
    }
}
