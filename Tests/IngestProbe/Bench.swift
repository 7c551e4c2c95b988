import Columns
import EventStore
import Foundation
import Identities

/// Imports made-up events and prints processor nanoseconds an event; making them is not counted.
func bench(home: String, order: Journeys.Order, events: Int, users: Int) throws {
    var journeys = Journeys(seed: 1, userCount: users)
    let ingest = try EventIngest(home: home, dataset: "bench", plan: Journeys.plan)
    var appending = 0.0
    for first in stride(from: 0, to: events, by: 50_000) {
        let batch = journeys.batch(
            first: first, count: min(50_000, events - first), total: events, order: order)
        let begin = processorSeconds()
        try ingest.append(batch)
        appending += processorSeconds() - begin
    }
    let begin = processorSeconds()
    let summary = try ingest.commit()
    let committing = processorSeconds() - begin
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func each(_ seconds: Double) -> String {
        String(format: "%.1f", seconds * 1e9 / Double(events))
    }
    print(
        "\(order) \(summary.totalEventCount) events \(summary.userCount) users:",
        "append \(each(appending)) commit \(each(committing)) ns/event,",
        String(format: "%.2f M/s", Double(events) / (appending + committing) / 1e6),
        String(format: "peak %.0f MB", Double(usage.ru_maxrss) / 1024))
}

/// Takes in so many users, opens them, and looks each up once in a scattered order.
func benchUsers(home: String, count: Int) throws {
    func id(_ number: Int) -> [UInt8] { Array("user-\(number)".utf8) }
    let writer = try IdentityWriter(home: home)
    var adding = 0.0
    for first in stride(from: 0, to: count, by: 50_000) {
        let ids = (first..<min(first + 50_000, count)).map { id($0) }
        let ends = ids.reduce(into: [UInt32(0)]) { $0.append($0[$0.count - 1] + UInt32($1.count)) }
        let block = TextBlock(
            codes: ids.indices.map { UInt32($0 + 1) }, ends: ends, bytes: ids.flatMap { $0 })
        let begin = processorSeconds()
        _ = try writer.numbers(of: block)
        adding += processorSeconds() - begin
    }
    var begin = processorSeconds()
    try writer.commit()
    let committing = processorSeconds() - begin
    begin = processorSeconds()
    let users = try Identities(home: home)
    let opening = processorSeconds() - begin
    let sample = (0..<1_000_000).map { id($0 &* 7_919_993 % count) }
    begin = processorSeconds()
    var found = 0
    for id in sample where users.number(ofBytes: id) != nil { found += 1 }
    let numbers = processorSeconds() - begin
    begin = processorSeconds()
    var bytes = 0
    for index in sample.indices {
        bytes += users.idBytes(of: UInt32(index &* 7_919_993 % count))?.count ?? 0
    }
    let ids = processorSeconds() - begin
    print(
        "\(count) users, \(found) found, \(bytes) bytes:",
        String(
            format: "add %.0f, commit %.0f ns each;", adding * 1e9 / Double(count),
            committing * 1e9 / Double(count)),
        String(
            format: "open %.0f us; number %.0f, id %.0f ns", opening * 1e6, numbers * 1e3, ids * 1e3
        ))
}

private func processorSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
