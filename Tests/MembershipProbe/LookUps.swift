import Definitions
import Foundation
import Identities
import Membership
import Metadata
import Operations
import TestSupport

/// Times look-ups of random users in random segments, and prints one line of JSON.
///
/// `each_ns`: the median of look-ups that were timed one by one, less what reading the clock takes;
/// `loop_ns`: the median of the time a look-up in rounds of 1,000; `batch_ns`: the same of 1,000 users of one
/// segment in one call. `read_ns`: what one read of memory outside
/// the cache takes at the time.
func measureLookUps(home path: String, count: Int) async throws {
    let home = try ProbeHome(path: path)
    let started = ContinuousClock.now
    let service = MembershipService(home: home.home, metadata: home.metadata, now: { 0 })
    _ = try await service.loaded()
    let ready = started.duration(to: .now) / .milliseconds(1)
    try await service.indexUsers()
    let directory = try await service.loaded()
    let questions = ProbeQuestions(count, directory)
    var members = 0
    let each = questions.eachNanoseconds(directory, &members)
    let loop = questions.loopNanoseconds(directory, &members)
    let batch = questions.batchNanoseconds(directory, &members)
    let answer: JSONValue = [
        "look_ups": .integer(Int64(count)), "users": .integer(Int64(directory.users.count)),
        "segments": .integer(Int64(directory.segments.count)), "ready_ms": .number(ready),
        "each_ns": .number(each.median), "each_p99_ns": .number(each.late),
        "read_ns": .number(readNanoseconds()),
        "loop_ns": .number(loop), "batch_ns": .number(batch), "members": .integer(Int64(members)),
    ]
    print(answer.rendered())
    await home.metadata.close()
}

/// The median of reads at random places of 256 MB, one by one, less what reading the clock takes.
private func readNanoseconds() -> Double {
    let memory = [UInt8](repeating: 1, count: 1 << 28)
    var random = probeRandom(9)
    var (times, clock): ([Double], [Double]) = ([], [])
    var sum = 0
    for _ in 0..<200_000 {
        let place = Int(random.next() % UInt64(memory.count))
        let start = ContinuousClock.now
        sum += Int(memory[place])
        let middle = ContinuousClock.now
        let end = ContinuousClock.now
        times.append(start.duration(to: middle) / .nanoseconds(1))
        clock.append(middle.duration(to: end) / .nanoseconds(1))
    }
    precondition(sum == times.count, "every byte is one")
    return times.sorted()[times.count / 2] - clock.sorted()[clock.count / 2]
}

private struct ProbeQuestions {
    private var ids: [UInt8] = []
    private var ends: [Int] = [0]
    private var places: [Int] = []

    init(_ count: Int, _ directory: ServedDirectory) {
        var random = probeRandom(5)
        let users = directory.users.count
        for _ in 0..<count {
            // One in ten is nobody's id.
            let number = Int(random.next() % UInt64(users + users / 10 + 1))
            ids += Array(
                (number < users ? probeID(number, of: users) : "x\(100_000_000 + number)").utf8)
            ends.append(ids.count)
            places.append(Int(random.next() % UInt64(directory.segments.count)))
        }
    }

    private func isMember(_ index: Int, _ bytes: Span<UInt8>, _ directory: ServedDirectory) -> Bool
    {
        directory.contains(places[index], user: bytes.extracting(ends[index]..<ends[index + 1]))
    }

    func eachNanoseconds(
        _ directory: ServedDirectory, _ members: inout Int
    ) -> (median: Double, late: Double) {
        let bytes = ids.span
        var times: [Double] = []
        var clock: [Double] = []
        times.reserveCapacity(places.count)
        for index in places.indices {
            let start = ContinuousClock.now
            let isMember = isMember(index, bytes, directory)
            let middle = ContinuousClock.now
            let end = ContinuousClock.now
            if isMember { members += 1 }
            times.append(start.duration(to: middle) / .nanoseconds(1))
            clock.append(middle.duration(to: end) / .nanoseconds(1))
        }
        times.sort()
        clock.sort()
        let reading = clock[clock.count / 2]
        return (times[times.count / 2] - reading, times[times.count * 99 / 100] - reading)
    }

    func loopNanoseconds(_ directory: ServedDirectory, _ members: inout Int) -> Double {
        let bytes = ids.span
        var times: [Double] = []
        for first in stride(from: 0, to: places.count, by: 1000) {
            let last = min(first + 1000, places.count)
            let start = ContinuousClock.now
            for index in first..<last where isMember(index, bytes, directory) { members += 1 }
            times.append(start.duration(to: .now) / .nanoseconds(1) / Double(last - first))
        }
        return times.sorted()[times.count / 2]
    }

    func batchNanoseconds(_ directory: ServedDirectory, _ members: inout Int) -> Double {
        var times: [Double] = []
        for first in stride(from: 0, to: places.count, by: 1000) {
            let last = min(first + 1000, places.count)
            let users = (first..<last).map {
                String(decoding: ids[ends[$0]..<ends[$0 + 1]], as: UTF8.self)
            }
            let start = ContinuousClock.now
            let answers = directory.contains(places[first], users: users)
            times.append(start.duration(to: .now) / .nanoseconds(1) / Double(last - first))
            members += answers.count(where: { $0 })
        }
        return times.sorted()[times.count / 2]
    }
}
