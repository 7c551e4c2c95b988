import Testing

@testable import Membership

@Suite struct PackPlanTests {
    private func plan(_ packs: (String, live: Int, total: Int)...) -> PackPlan {
        PackPlan(packs.map { .init(name: $0.0, live: $0.live, total: $0.total, isYoung: false) })
    }

    @Test func `one pack is left alone`() {
        let plan = plan(("a", 100, 100))
        #expect(plan.folded.isEmpty && plan.unneeded.isEmpty)
    }

    @Test func `packs of like size are put together, a much larger one stays`() {
        let plan = plan(("a", 10, 10), ("b", 15, 15), ("c", 1000, 1000))
        #expect(plan.folded == ["a", "b"])
    }

    @Test func `a pack without a needed set goes`() {
        let plan = plan(("a", 0, 500), ("b", 1000, 1000))
        #expect(plan.unneeded == ["a"] && plan.folded.isEmpty)
    }

    @Test func `a large pack that is mostly dead is written anew`() {
        let plan = plan(("a", 3 << 20, 9 << 20), ("b", 100 << 20, 100 << 20))
        #expect(plan.folded == ["a"])
    }

    @Test func `many publishes leave few packs`() {
        var packs: [PackPlan.Pack] = []
        for number in 0..<2000 {
            packs.append(.init(name: "\(number)", live: 10, total: 10, isYoung: false))
            let plan = PackPlan(packs)
            let folded = packs.filter { plan.folded.contains($0.name) }
            guard !folded.isEmpty else { continue }
            packs.removeAll { plan.folded.contains($0.name) }
            let live = folded.reduce(0) { $0 + $1.live }
            packs.append(.init(name: "m\(number)", live: live, total: live, isYoung: false))
        }
        #expect(packs.count <= 12)
        #expect(packs.reduce(0) { $0 + $1.live } == 20_000)
    }
}
