import Definitions
import Membership
import NIOCore
import Operations

/// What one event loop needs to answer by itself; touched on that loop only, so that it needs no lock.
final class ServingDesk {
    /// Reused from answer to answer, as long as the answer before has left.
    var buffer = ByteBufferAllocator().buffer(capacity: 1024)
    private let service: MembershipService
    let now: @Sendable () -> Int64
    private var held: ServedDirectory?
    private var counts: [String: CallerCount] = [:]
    private let headStart: ByteBuffer
    private var head: ByteBuffer
    private var headSecond: Int64 = -1
    private var ids = RequestIDs()

    init(
        service: MembershipService, isSecure: Bool, now: @escaping @Sendable () -> Int64
    ) {
        self.service = service
        self.now = now
        headStart = MemberAnswer.headStart(isSecure: isSecure)
        head = headStart
    }

    /// The newest state of what is served. Costs one read of memory where nothing has changed.
    var directory: ServedDirectory? {
        if held?.generation != service.generation { held = service.directory }
        return held
    }

    /// Lets go of a state that is no more served.
    func renew() { _ = directory }

    func count(of caller: Caller) -> CallerCount {
        let key = caller.useKind + "/" + caller.name
        if let known = counts[key], known.caller == caller { return known }
        let count = CallerCount(caller)
        if let before = counts.updateValue(count, forKey: key) { count.calls = before.calls }
        return count
    }

    /// What was counted since the last time.
    func drain() -> UsageTally {
        var tally = UsageTally()
        for count in counts.values {
            for (segment, calls) in count.calls {
                tally.note(segment, count.caller, calls: calls)
            }
            count.calls.removeAll(keepingCapacity: true)
        }
        return tally
    }

    /// Begins an answer in `buffer`. `requestID`: the caller's own, where it sent a usable one.
    func begin(requestID: String?, at now: Int64) {
        buffer.clear()
        buffer.writeImmutableBuffer(head(at: now / 1000))
        if let requestID { buffer.writeString(requestID) } else { ids.writeNext(into: &buffer) }
        buffer.writeStaticString("\r\nContent-Length: ")
    }

    /// Ends the answer that was begun.
    func end(_ isMember: Bool, _ place: Int, of directory: ServedDirectory, at now: Int64) {
        let tail = directory.answerTail(place, at: now)
        let start: StaticString = isMember ? "{\"member\":true" : "{\"member\":false"
        buffer.writeString(String(start.utf8CodeUnitCount + tail.count))
        buffer.writeStaticString("\r\n\r\n")
        buffer.writeStaticString(start)
        buffer.writeBytes(tail)
    }

    /// Made once a second.
    private func head(at second: Int64) -> ByteBuffer {
        if second != headSecond {
            head = headStart
            head.writeString(
                "Date: \(HTTPDate.text(second: second))\r\n\(RequestIdentity.header): ")
            headSecond = second
        }
        return head
    }
}
