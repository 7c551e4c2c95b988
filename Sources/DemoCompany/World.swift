/// All that members share: the seed, the days and what happens on them.
struct World: Sendable {
    let seed: UInt64
    let period: Period
    let campaigns: CampaignCalendar
    let releases: ReleaseCalendar
    /// One per day of the period.
    let seasons: [Season]

    init(seed: UInt64, period: Period) {
        self.seed = seed
        self.period = period
        let campaigns = CampaignCalendar(period)
        self.campaigns = campaigns
        releases = ReleaseCalendar(period)
        seasons = (period.firstDay...period.lastDay).map { Season(day: $0, campaigns: campaigns) }
    }

    func season(_ day: Int) -> Season { seasons[day - period.firstDay] }

    func random(_ member: Int, _ purpose: RandomStream.Purpose, _ ordinal: Int = 0)
        -> RandomStream
    {
        RandomStream(seed: seed, member: member, purpose: purpose, ordinal: ordinal)
    }
}
