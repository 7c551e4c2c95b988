import Behavior
import Definitions
import EventStore
import Foundation
import TestSupport

/// The native flow engine over journeys written to a store.
enum NativeFlowEngine {
    /// `boundaries`: where the partitions that the journeys are written to end.
    static func answer(
        _ flow: Flow, over journeys: JourneySet, range: ResolvedRange?,
        roles: [String: String] = [:], boundaries: [Int64] = []
    ) async throws -> FlowAnswer {
        try await Fixture.withFolder { folder in
            let dataset = try write(journeys, roles, boundaries, to: folder)
            let engine = FlowEngine(dataset: dataset, threads: 2)
            let users = try NativeUsers(journeys, for: .flow(flow), in: folder)
            let segments = try users.segments(
                flow.scope, limit: dataset.userNumberLimit)
            let series = try await engine.answer(
                flow, range: range, zone: journeys.zone, segments: segments)
            var answer = FlowAnswer(series: series, users: [:])
            for (index, row) in series.enumerated() {
                for element in row.elements(series: index).keys {
                    let read = try FlowElement(id: element.id, of: flow)
                    let people = try await engine.people(
                        flow, element: read, range: range, zone: journeys.zone, segments: segments)
                    answer.users[element] = Set(people.map { journeys.users[Int($0)].user })
                    precondition(people == Array(Set(people)).sorted(), "ascending, each once")
                }
            }
            return answer
        }
    }

    private static func write(
        _ journeys: JourneySet, _ roles: [String: String], _ boundaries: [Int64], to folder: URL
    ) throws -> EventDataset {
        let fixture = StoreFixture(journeys, boundaries: boundaries, folder: folder.path)
        var manifest = try fixture.write().manifest
        manifest.roles = roles
        try Data(manifest.json.rendered().utf8)
            .write(to: folder.appending(path: Manifest.fileName))
        return try EventDataset(folder: folder.path)
    }
}
