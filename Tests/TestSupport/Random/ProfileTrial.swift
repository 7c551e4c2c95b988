package import Definitions

/// One random profile over random journeys; the seed repeats it.
package struct ProfileTrial: Sendable, CustomStringConvertible {
    package let seed: UInt64
    package var journeys: JourneySet
    package var profile: Profile
    package var range: ResolvedRange
    package var timeline: TrendTimeline?
    /// The users whom the profile is of.
    package var source: Set<String>?

    package init(seed: UInt64) throws {
        let trend = TrendTrial(seed: seed, userCount: 9)
        var random = SplitMix64(seed: seed &* 131)
        self.seed = seed
        journeys = trend.journeys
        let times = journeys.events.map(\.time)
        range =
            trend.range ?? Trend.wholeRange(
                from: times.min(), until: times.max(), in: journeys.zone)
            ?? ResolvedRange(from: 0, to: 1)
        profile = Profile(scope: Scope(dataset: "test"), limit: random.pick([1, 2, 3, 10]))
        profile.scope.range = RandomFunnel.fixed(range)
        profile.scope.estimates = (0..<random.pick([0, 1, 2])).map {
            RandomEstimate.make("guess_\($0)=~", using: &random)
        }
        if random.chance(40) { profile.scope.filters = [RandomFunnel.filter(using: &random)] }
        profile.scope.userFilters = RandomUsers.filters(using: &random)
        if let estimate = profile.scope.estimates.first, random.chance(30) {
            profile.scope.userFilters.append(
                .comparison(
                    Comparison(
                        property: estimate.name, operator: random.pick([.isSet, .isNotSet]),
                        values: [])))
        }
        if random.chance(30) {
            profile.scope.segments = [.members("seg_1"), .others("seg_1"), .all]
        }
        if random.chance(50) { profile.period = trend.trend.period }
        timeline = try profile.timeline(range, in: journeys.zone)
        if random.chance(30) {
            source = Set(journeys.users.map(\.user).filter { _ in random.chance(50) })
        }
    }

    /// The attributes that are told of.
    package var names: [String] {
        journeys.attributeTypes.keys.sorted() + profile.scope.estimates.map(\.name)
    }

    package var description: String {
        """
        seed \(seed), range \(range.from)..<\(range.to), \(journeys.zone.name), of \(source as Any)
        \(profile.json.rendered())
        \(journeys)
        """
    }
}
