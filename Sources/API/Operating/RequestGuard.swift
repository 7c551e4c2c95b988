import NIOCore
import NIOHTTPTypes

/// Ends connections whose request takes too long to arrive, or is longer than any endpoint takes.
///
/// A head that does not arrive is the idle timeout's matter; this watches what follows it.
final class RequestGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let byteLimit: Int
    private let timeout: TimeAmount
    private var byteCount = 0
    private var deadline: Scheduled<Void>?

    init(byteLimit: Int, timeout: TimeAmount) {
        self.byteLimit = byteLimit
        self.timeout = timeout
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            byteCount = 0
            deadline?.cancel()
            deadline = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) {
                context.close(promise: nil)
            }
        case .body(let part):
            byteCount += part.readableBytes
            guard byteCount <= byteLimit else {
                context.close(promise: nil)
                return
            }
        case .end:
            deadline?.cancel()
            deadline = nil
        }
        context.fireChannelRead(data)
    }

    /// A request of which nothing more comes does not wait for its deadline.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent, deadline != nil {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = nil
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
    }
}
