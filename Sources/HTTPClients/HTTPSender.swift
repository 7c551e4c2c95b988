/// A request to another server, whole in memory.
package struct OutgoingRequest: Sendable {
    package var method: String
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(
        method: String = "GET", url: String, headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// What another server answered.
package struct IncomingAnswer: Sendable {
    package let status: Int
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of a name, however it is written.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Asks other servers over HTTP.
package protocol HTTPSender: Sendable {
    /// Throws `HTTPSendError` where no answer came.
    func send(_ request: OutgoingRequest, timeout: Duration) async throws -> IncomingAnswer
}

/// Why a request to another server got no answer.
package struct HTTPSendError: Error, Hashable, Sendable, CustomStringConvertible {
    package let url: String
    package let reason: String

    package init(url: String, reason: String) {
        self.url = url
        self.reason = reason
    }

    package var description: String { "No answer from \(url): \(reason)." }
}
