import Definitions
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.url("cases/peers.jsonl") != nil, "\(SharedData.absence)"))
struct FunnelPeerTests {
    @Test func `the native engine gives the numbers of every peer case that shares our rules`()
        async throws
    {
        for peerCase in try #require(try PeerCase.all())
        where PeerCase.answered.contains(peerCase.id) {
            let found = try await peerCase.disagreements(with: NativeEngine.engine())
            #expect(found == [], "\(peerCase.id)")
        }
    }
}
