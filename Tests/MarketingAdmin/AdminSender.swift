package import HTTPClients

/// Asks an admin in this process, as if over a network.
package struct AdminSender: HTTPSender {
    private let admin: MarketingAdmin
    /// Called before each request with its number; may throw in the network's place.
    private let before: @Sendable (OutgoingRequest) async throws -> Void

    package init(
        _ admin: MarketingAdmin,
        before: @escaping @Sendable (OutgoingRequest) async throws -> Void = { _ in }
    ) {
        self.admin = admin
        self.before = before
    }

    package func send(
        _ request: OutgoingRequest, timeout: Duration
    ) async throws -> IncomingAnswer {
        try await before(request)
        let reply = admin.take(
            headers: { name in
                request.headers.first { $0.name.lowercased() == name.lowercased() }?.value
            }, body: request.body)
        guard !reply.isLate else {
            throw HTTPSendError(url: request.url, reason: "it took too long")
        }
        return IncomingAnswer(status: reply.status, headers: reply.headers, body: reply.body)
    }
}
