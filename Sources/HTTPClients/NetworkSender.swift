import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks over the network, on the event loops that all of the process shares.
///
/// Redirects are answers like others: whom a signed request goes to is nobody else's choice.
package struct NetworkSender: HTTPSender {
    /// The longest answer that is read, in bytes.
    private let answerLimit: Int

    package init(answerLimit: Int = 1 << 20) {
        self.answerLimit = answerLimit
    }

    /// Lives as long as the process.
    private static let client: HTTPClient = {
        let configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(10), read: .seconds(300)))
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    package func send(
        _ request: OutgoingRequest, timeout: Duration
    ) async throws -> IncomingAnswer {
        do {
            return try await answer(to: request, timeout)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw HTTPSendError(url: request.url, reason: "\(error)")
        }
    }

    private func answer(
        to request: OutgoingRequest, _ timeout: Duration
    ) async throws -> IncomingAnswer {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = .init(rawValue: request.method)
        for header in request.headers {
            outgoing.headers.add(name: header.name, value: header.value)
        }
        if !request.body.isEmpty { outgoing.body = .bytes(request.body) }
        let milliseconds = Int64(timeout / .milliseconds(1))
        let answer = try await Self.client.execute(
            outgoing, timeout: .milliseconds(milliseconds))
        let body = try await answer.body.collect(upTo: answerLimit)
        return IncomingAnswer(
            status: Int(answer.status.code), headers: answer.headers.map { ($0.name, $0.value) },
            body: Array(body.readableBytesView))
    }
}
