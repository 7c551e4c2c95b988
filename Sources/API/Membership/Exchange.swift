import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// What Hummingbird has to do on a connection, counted between the decoder and Hummingbird: requests that
/// have come to it, and those that it has not answered.
///
/// It puts what sees every byte before the decoder: the idle timeout, and `MemberHandler`.
final class Exchange: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let desks: ServingDesks
    private let idle: TimeAmount
    /// Requests whose head has come.
    private(set) var heads = 0
    private var unanswered = 0

    init(_ desks: ServingDesks, idle: TimeAmount) {
        self.desks = desks
        self.idle = idle
    }

    /// Everything that has come is answered.
    var isIdle: Bool { unanswered == 0 }

    func handlerAdded(context: ChannelHandlerContext) {
        do {
            let pipeline = context.pipeline.syncOperations
            try pipeline.addHandlers(
                [IdleStateHandler(readTimeout: idle), MemberHandler(desks, self)], position: .first)
        } catch {
            context.close(promise: nil)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) {
            heads += 1
            unanswered += 1
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { unanswered = max(0, unanswered - 1) }
        context.write(data, promise: promise)
    }

    /// Closes a connection on which nothing has come for long, unless Hummingbird owes an answer.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent, isIdle {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }
}
