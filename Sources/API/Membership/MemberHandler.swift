import Definitions
import HTTPTypes
import Membership
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import Operations

/// Answers `GET /api/v1/segments/{id}/members/{user}` on the event loop, and passes everything else on to
/// Hummingbird, and whatever comes while an earlier request is unanswered.
///
/// It checks the same token and right as the usual way; what it cannot answer with a plain yes or no (no
/// token, an unknown segment, a segment by name) goes that way too, which says what is wrong.
final class MemberHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private struct Found {
        let directory: ServedDirectory
        let place: Int
        let isMember: Bool
        /// The caller's own.
        let requestID: String?
    }

    private let desks: ServingDesks
    private var desk: ServingDesk?
    /// Where bytes go that need no encoding any more; nil where answers are not HTTP/1.
    private var encoder: ChannelHandlerContext?
    private var exchange = Exchange()
    private var found: Found?
    private var known: KnownCaller?
    private var hasWritten = false

    init(_ desks: ServingDesks) {
        self.desks = desks
    }

    func handlerAdded(context: ChannelHandlerContext) {
        desk = desks.desk(on: context.eventLoop)
        encoder = try? context.pipeline.syncOperations.context(
            handlerType: HTTPResponseEncoder.self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        desk = nil
        encoder = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let request):
            found = exchange.isIdle ? find(request) : nil
            if exchange.begin(isOurs: found != nil) { return }
        case .body:
            if exchange.isOurs { return }
        case .end:
            if exchange.end() { return answer() }
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if hasWritten {
            hasWritten = false
            encoder?.flush()
        }
        context.fireChannelReadComplete()
    }

    /// Closes a connection on which nothing has come or gone for long, unless Hummingbird owes an answer.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent, exchange.passedOn == 0 {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { exchange.answered() }
        context.write(data, promise: promise)
    }

    private func answer() {
        guard let found, let desk, let encoder else { return }
        desk.write(
            found.isMember, found.place, of: found.directory, requestID: found.requestID)
        encoder.write(NIOAny(IOData.byteBuffer(desk.buffer)), promise: nil)
        hasWritten = true
        self.found = nil
    }

    /// Nil for what is answered by the usual way.
    private func find(_ request: HTTPRequest) -> Found? {
        guard request.method == .get, encoder != nil, let path = request.path, let desk else {
            return nil
        }
        let bytes = path.utf8.span
        guard let asked = MemberPath(bytes), Self.isPlain(request.headerFields),
            let known = known(request.headerFields, desk), known.isAllowed,
            let directory = desk.directory,
            let place = directory.place(ofSegment: asked.segment), directory.isPublished(place)
        else { return nil }
        known.count.calls[asked.segment, default: 0] += 1
        return Found(
            directory: directory, place: place,
            isMember: directory.contains(place, user: bytes.extracting(asked.user)),
            requestID: request.headerFields[RequestIdentity.header]
                .flatMap(RequestIdentity.usable))
    }

    /// Without a body, and on a connection that stays.
    private static func isPlain(_ headers: HTTPFields) -> Bool {
        for field in headers {
            switch field.name {
            case .connection where field.value.lowercased() != "keep-alive": return false
            case .contentLength, .transferEncoding, .expect, .upgrade: return false
            default: break
            }
        }
        return true
    }

    private func known(_ headers: HTTPFields, _ desk: ServingDesk) -> KnownCaller? {
        guard let header = headers[.authorization] else { return nil }
        let revision = desks.callers.revision
        if let known, known.revision == revision, known.header == header { return known }
        guard let token = Bearer.token(in: header),
            let caller = desks.callers.caller(bearer: token)
        else { return nil }
        let found = KnownCaller(
            header: header, revision: revision ?? 0, isAllowed: caller.may(.checkMembership),
            count: desk.count(of: caller))
        known = revision == nil ? nil : found
        return found
    }
}
