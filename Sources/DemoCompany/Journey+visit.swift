extension Journey {
    /// One stay in the app: opens it, does one or two things, leaves.
    ///
    /// A stay that would begin less than 31 minutes after the last one is left out; so is one
    /// that would outlast the period, since all tables end together.
    mutating func visit(at start: Int64, _ season: Season, opening push: Campaign?) {
        guard start > clock, start >= leftAt + 31 * 60_000 || push != nil else { return }
        guard start > world.period.end - 3 * 3_600_000 else {
            stay(from: start, season, opening: push)
            return
        }
        var trial = self
        trial.stay(from: start, season, opening: push)
        if trial.clock < world.period.end { self = trial }
    }

    private mutating func stay(from start: Int64, _ season: Season, opening push: Campaign?) {
        enter(at: start, push)
        let hour = KoreanTime.hour(at: clock)
        let wishes = Intent.weights(profile, hour: hour, season: season)
        var intent = random.choice(wishes)
        if let push {
            if random.chance(0.75) { intent = push.intent }
        } else {
            intent = arriveHome(season, intent)
        }
        pursue(intent, season)
        if random.chance(0.27) {
            view(.home, after: 8)
            pursue(random.choice(wishes), season)
        }
        leftAt = clock
    }

    /// Opens the app with a stream of random numbers of the visit's own.
    mutating func enter(at start: Int64, _ push: Campaign?) {
        visits += 1
        random = world.random(number, .visit, visits)
        clock = start
        version = max(
            version, world.releases.version(on: KoreanTime.day(at: clock), lag: habits.updateLag))
        if let push { log(.pushOpen, on: .campaign, campaign: push) }
        log(.appOpen)
        if let push {
            view(.campaign, after: 1, campaign: push)
            if random.chance(0.4) {
                click(.joinButton, on: .campaign, campaign: push)
                log(.eventJoin, on: .campaign, campaign: push)
            }
        }
    }

    /// Sees the home screen and its banner, which may change the plan.
    private mutating func arriveHome(_ season: Season, _ intent: Intent) -> Intent {
        view(.home, after: 0.8)
        guard let campaign = season.campaigns.last, random.chance(0.7) else { return intent }
        log(.impression, on: .home, element: .homeBanner, campaign: campaign)
        guard random.chance(habits.consentsToMarketing ? 0.07 : 0.04) else { return intent }
        click(.homeBanner, on: .home, campaign: campaign)
        view(.campaign, after: 0.8, campaign: campaign)
        guard random.chance(0.35) else { return intent }
        click(.joinButton, on: .campaign, campaign: campaign)
        log(.eventJoin, on: .campaign, campaign: campaign)
        return campaign.intent
    }

    private mutating func pursue(_ intent: Intent, _ season: Season) {
        switch intent {
        case .browse: browse(season)
        case .pay: pay(season)
        case .transfer: transfer(season)
        case .points: collectPoints()
        case .coupons: collectCoupons(season)
        case .gift: give(season)
        case .loan: borrow(season)
        }
    }
}

extension AppVersion: Comparable {
    package static func < (left: AppVersion, right: AppVersion) -> Bool {
        left.rawValue < right.rawValue
    }
}
