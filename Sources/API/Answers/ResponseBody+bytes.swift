import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

extension ResponseBody {
    /// All that the body writes, in memory.
    func bytes() async throws -> [UInt8] {
        let collected = CollectedBytes()
        try await write(collected)
        return collected.bytes
    }
}

/// Keeps what a body writes.
private final class CollectedBytes: ResponseBodyWriter, Sendable {
    private let collected = Mutex<[UInt8]>([])

    var bytes: [UInt8] { collected.withLock(\.self) }

    func write(_ buffer: ByteBuffer) {
        collected.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }

    func finish(_ trailingHeaders: HTTPFields?) {}
}
