extension Journey {
    /// The day's campaign push for this member, where one is sent.
    func plannedPush(_ season: Season) -> Push? {
        guard let campaign = season.push, habits.consentsToMarketing else { return nil }
        var random = world.random(number, .push, season.day)
        guard isTarget(of: campaign, &random) else { return nil }
        // Sent before lunch, over ten minutes.
        let moment = 40_800_000 + Int64(random.integer(in: 0...599_999))
        let time = KoreanTime.utc(day: season.day, millisecondOfDay: moment)
        guard random.chance(openChance(campaign)) else {
            return Push(campaign: campaign, time: time, delay: nil)
        }
        let delay = 5_000 + Int64(min(random.exponential(mean: 2_400), 20_000) * 1_000)
        return Push(campaign: campaign, time: time, delay: delay)
    }

    /// Some open the push, and some wake up by it.
    mutating func receive(_ push: Push, _ season: Season) {
        clock = max(clock + 1, push.time)
        log(.pushReceived, campaign: push.campaign)
        guard let delay = push.delay else { return }
        phase = .active
        visit(at: clock + delay, season, opening: push.campaign)
    }

    private func isTarget(of campaign: Campaign, _ random: inout RandomStream) -> Bool {
        switch phase {
        case .outside, .withdrawn: false
        case .dormant: campaign == .comebackCoupon || random.chance(0.35)
        case .active: campaign != .comebackCoupon && random.chance(0.8)
        }
    }

    private func openChance(_ campaign: Campaign) -> Double {
        if phase == .dormant { return campaign == .comebackCoupon ? 0.12 : 0.02 }
        let loyal = habits.grade == .vip ? 1.8 : habits.grade == .valued ? 1.3 : 1
        return (profile.system == .android ? 0.09 : 0.06) * loyal
    }
}

/// A message to one phone; `delay` is how long it waits to be opened, if ever.
struct Push: Sendable {
    let campaign: Campaign
    let time: Int64
    let delay: Int64?
}
