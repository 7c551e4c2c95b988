import Definitions
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.url("cases/peers.jsonl") != nil, "\(SharedData.absence)"))
struct PeerTests {
    @Test func `every peer case that shares our rules gives the peer's numbers`() async throws {
        for peerCase in try #require(try PeerCase.all())
        where PeerCase.answered.contains(peerCase.id) {
            let disagreements = try await peerCase.disagreements(with: ReferenceEngine.engine)
            #expect(disagreements == [], "\(peerCase.id)")
        }
    }

    @Test func `every peer case is either answered or refused with a reason`() throws {
        let ids = Set(try #require(try PeerCase.all()).map(\.id))
        let answered = PeerCase.answered.union(PeerCase.answeredFlows)
            .union(PeerCase.answeredRetention)
        let refused = Set(PeerCase.refused.keys)
        #expect(answered.intersection(refused).isEmpty, "in both lists")
        #expect(ids.subtracting(answered).subtracting(refused).isEmpty, "in no list")
        #expect(answered.union(refused).subtracting(ids).isEmpty, "there is no such case")
    }
}
