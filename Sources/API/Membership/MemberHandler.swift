import Definitions
import Membership
import NIOCore

/// Answers `GET /api/v1/segments/{id}/members/{user}` on the event loop from the bytes as they come, and
/// passes everything else on to the decoder and Hummingbird, and whatever comes while an earlier request is
/// unanswered.
///
/// It checks the same token and right as the usual way. What it cannot answer with a plain yes or no (no
/// token, an unknown segment, a segment by name), and what is written in an unusual manner, goes that way
/// too, which says what is wrong.
final class MemberHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = IOData

    private let desks: ServingDesks
    private let exchange: Exchange
    private var desk: ServingDesk?
    private var bounds = MessageBounds()
    private var known: KnownCaller?
    private var hasWritten = false
    private var hasPassedOn = false

    init(_ desks: ServingDesks, _ exchange: Exchange) {
        self.desks = desks
        self.exchange = exchange
    }

    func handlerAdded(context: ChannelHandlerContext) {
        desk = desks.desk(on: context.eventLoop)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        desk = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        while bounds.isBetween, exchange.isIdle, let length = answer(bytes, context) {
            bytes.moveReaderIndex(forwardBy: length)
        }
        guard bytes.readableBytes > 0 else { return }
        bounds.pass(bytes.readableBytesUInt8Span)
        hasPassedOn = true
        context.fireChannelRead(wrapInboundOut(bytes))
        if bounds.heads != exchange.heads { bounds.giveUp() }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if hasWritten {
            hasWritten = false
            context.flush()
        }
        if hasPassedOn {
            hasPassedOn = false
            context.fireChannelReadComplete()
        }
    }

    /// Answers the question that these bytes begin with; its length, or nil where it goes the usual way.
    ///
    /// What it reads of users and sets is seldom in the processor's cache: it is asked for ahead.
    private func answer(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) -> Int? {
        let span = bytes.readableBytesUInt8Span
        guard let request = MemberRequest(span), let desk, let directory = desk.directory
        else { return nil }
        let user = span.extracting(request.user)
        directory.willAsk(user: user)
        guard let place = directory.place(ofSegment: request.segment),
            directory.isPublished(place),
            let (caller, end, requestID) = head(of: bytes, from: request.fields, desk),
            caller.isAllowed
        else { return nil }
        let number = directory.number(of: user)
        if let number { directory.willAsk(place, number: number) }
        let now = desk.now()
        desk.begin(requestID: requestID, at: now)
        caller.count.calls[request.segment, default: 0] += 1
        let isMember = number.map { directory.contains(place, number: $0) } ?? false
        desk.end(isMember, place, of: directory, at: now)
        context.write(wrapOutboundOut(.byteBuffer(desk.buffer)), promise: nil)
        hasWritten = true
        return end
    }

    /// Who asks, where the head ends that begins after its first line, and the caller's id for the request.
    private func head(
        of bytes: ByteBuffer, from start: Int, _ desk: ServingDesk
    ) -> (caller: KnownCaller, end: Int, requestID: String?)? {
        let revision = desks.callers.revision
        if let known, revision != nil, known.revision == revision, known.head.readableBytes > 0,
            slice(bytes, start..<start + known.head.readableBytes) == known.head
        {
            return (known, start + known.head.readableBytes, nil)
        }
        guard let head = PlainHead(bytes.readableBytesUInt8Span, from: start),
            let header = slice(bytes, head.authorization).map({ String(buffer: $0) }),
            let caller = caller(header, revision: revision, desk)
        else { return nil }
        let requestID = head.requestID.flatMap { slice(bytes, $0) }.map { String(buffer: $0) }
        caller.head = head.requestID == nil ? slice(bytes, start..<head.end) ?? .init() : .init()
        known = caller
        return (caller, head.end, requestID.flatMap(RequestIdentity.usable))
    }

    private func slice(_ bytes: ByteBuffer, _ range: Range<Int>) -> ByteBuffer? {
        bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count)
    }

    private func caller(
        _ header: String, revision: UInt64?, _ desk: ServingDesk
    ) -> KnownCaller? {
        if let known, revision != nil, known.revision == revision, known.authorization == header {
            return known
        }
        guard let token = Bearer.token(in: header),
            let caller = desks.callers.caller(bearer: token)
        else { return nil }
        return KnownCaller(
            authorization: header, revision: revision,
            isAllowed: caller.may(.checkMembership), count: desk.count(of: caller))
    }
}
