import Definitions
import Metadata
import Operations
import Segments
import TestSupport
import Testing

@Suite(.serialized, .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct ExplainMembershipTests {
    @Test func `each condition is true or false with the user's own values`() async throws {
        try await ShopHome.with { home in
            let segment = try await home.save(
                #"""
                "name":"s","containers":[{"groups":[
                  {"dataset":"users","filters":[{"field":"grade","operator":"equals","value":"vip"},{"field":"age","operator":"greater","value":30}]},
                  {"dataset":"test","filters":[{"field":"event","operator":"equals","value":"pay"}],"having":[{"measure":"sum","field":"amount","operator":"at_least","value":5}]}]},
                 {"subtract":true,"groups":[{"dataset":"payments","filters":[{"field":"amount","operator":"less","value":2}]}]}]
                """#)
            let explain = ExplainMembership(home.space)
            let ann = try await explain(segment, user: "ann")
            #expect(ann.isMember && ann.containers.map(\.holds) == [true, false])
            #expect(ann.containers.map(\.subtracts) == [false, true])
            let groups = ann.containers[0].groups
            #expect(groups.map(\.holds) == [true, true])
            #expect(groups.map { $0.conditions.map(\.holds) } == [[true, true], [true, true]])
            #expect(groups[0].fields == ["age", "grade"])
            #expect(groups[0].rows == [[.integer(31), .text("vip")]])
            #expect(groups[1].rows.count == 3)
            let cid = try await explain(segment, user: "cid")
            #expect(!cid.isMember && cid.containers[0].groups.map(\.holds) == [false, true])
            #expect(cid.containers[0].groups[0].conditions.map(\.holds) == [true, false])
            let bob = try await explain(segment, user: "bob")
            #expect(!bob.isMember && bob.containers.map(\.holds) == [false, true])
            let eve = try await explain(segment, user: "eve")
            #expect(eve.containers[0].groups[0].rows.isEmpty)
            let unknown = await home.failure { _ = try await explain(segment, user: "zed") }
            #expect(unknown.contains("no user 'zed'"), "\(unknown)")
            let any = try await home.save(
                #""name":"any","union":["\#(segment.id)"]"#)
            let part = try await explain(any, user: "ann")
            #expect(part.isMember && part.containers.isEmpty)
            #expect(part.parts.map(\.segment) == ["\(segment.id)"] && part.parts[0].holds)
        }
    }

    @Test func `on random tables it says of everybody what the naive reading says`() async throws {
        for seed in 300..<308 as Range<UInt64> {
            let trial = try SegmentTrial(seed: seed)
            try await TrialHome.with(trial) { home in
                let today = trial.date
                let reference = trial.reference
                _ = try await PreviewSegment(home.space)(trial.definition)
                let members = try reference.users(of: trial.definition, on: today)
                let resolved = try trial.definition.resolved(in: trial.catalogue)
                for user in ["1", "3", "5", "7", "x", "2"] {
                    guard (try? home.space.user(user)) != nil else { continue }
                    let why = try await ExplainMembership(home.space)(
                        trial.definition, user: user)
                    #expect(why.isMember == members.contains(user), "\(user) \(trial)")
                    for (container, said) in zip(resolved, why.containers) {
                        let users = try reference.users(of: container, on: today)
                        #expect(said.holds == users.contains(user), "\(user) \(trial)")
                        for (group, part) in zip(container.groups, said.groups)
                        where group.key == nil {
                            let keys = try reference.keys(of: group, join: nil, on: today)
                            #expect(part.holds == keys.contains(user), "\(user) \(trial)")
                        }
                    }
                }
            }
        }
    }
}
