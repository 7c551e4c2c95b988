import Testing

@testable import API

@Suite struct FairQueueTests {
    private func queue(_ running: Int = 1, waiting: Int = 10, ofOne: Int = 10) -> FairQueue {
        FairQueue(limits: .init(running: running, waiting: waiting, waitingOfOne: ofOne))
    }

    @Test func `as many run as may, the next waits`() {
        var queue = queue(2)
        #expect(queue.enter("a", of: "ann") == .runs)
        #expect(queue.enter("b", of: "ann") == .runs)
        #expect(queue.enter("c", of: "bob") == .waits)
        #expect(queue.position(of: "c") == 1)
        #expect(queue.position(of: "a") == nil)
        #expect(queue.leave("a") == ["c"])
        #expect((queue.runningCount, queue.waitingCount) == (2, 0))
    }

    @Test func `ten questions of one caller delay one of another by one turn`() {
        var queue = queue()
        for number in 0..<10 { _ = queue.enter("a\(number)", of: "ann") }
        #expect(queue.enter("b", of: "bob") == .waits)
        #expect(queue.position(of: "b") == 1)
        #expect(queue.position(of: "a1") == 2)
        #expect(queue.leave("a0") == ["b"])
        #expect(queue.leave("b") == ["a1"])
    }

    @Test func `callers take turns, each in its own order`() {
        var queue = queue()
        _ = queue.enter("first", of: "cat")
        for id in ["a1", "a2", "a3"] { _ = queue.enter(id, of: "ann") }
        for id in ["b1", "b2"] { _ = queue.enter(id, of: "bob") }
        var order: [String] = []
        var next = queue.leave("first")
        while let id = next.first {
            order.append(id)
            next = queue.leave(id)
        }
        #expect(order == ["a1", "b1", "a2", "b2", "a3"])
    }

    @Test func `who has more at work waits for who has less`() {
        var queue = queue(3)
        for id in ["a1", "a2"] { _ = queue.enter(id, of: "ann") }
        _ = queue.enter("b1", of: "bob")
        _ = queue.enter("a3", of: "ann")
        _ = queue.enter("b2", of: "bob")
        // Ann still has one at work, bob none.
        #expect(queue.leave("b1") == ["b2"])
    }

    @Test func `a full queue refuses, one caller's share before`() {
        var queue = queue(waiting: 3, ofOne: 2)
        _ = queue.enter("a0", of: "ann")
        #expect(queue.enter("a1", of: "ann") == .waits)
        #expect(queue.enter("a2", of: "ann") == .waits)
        #expect(queue.enter("a3", of: "ann") == .full)
        #expect(queue.enter("b1", of: "bob") == .waits)
        #expect(queue.enter("c1", of: "cat") == .full)
    }

    @Test func `who leaves the queue makes room and starts nobody`() {
        var queue = queue(waiting: 1)
        _ = queue.enter("a", of: "ann")
        _ = queue.enter("b", of: "bob")
        #expect(queue.leave("b") == [])
        #expect(queue.enter("c", of: "cat") == .waits)
        #expect(queue.leave("unknown") == [])
        #expect(queue.leave("a") == ["c"])
    }
}
