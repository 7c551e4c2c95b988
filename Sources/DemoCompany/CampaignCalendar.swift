/// When the campaigns run and when they send a push.
struct CampaignCalendar: Sendable {
    /// A campaign with its days.
    struct Run: Sendable {
        let campaign: Campaign
        let days: ClosedRange<Int>
    }

    let runs: [Run]

    /// Lays the campaigns over a period: feasts and paydays by date, the others by share.
    init(_ period: Period) {
        var runs = Self.shares.map { campaign, start, end in
            let first = period.day(at: start)
            return Run(campaign: campaign, days: first...max(first, period.day(at: end) - 1))
        }
        // A feast is prepared for ten days; one just after the period counts as well.
        for day in period.firstDay...(period.lastDay + 10) {
            if let feast = KoreanCalendar.feast(on: day) {
                let campaign = feast == .chuseok ? Campaign.chuseokGift : .seollalGift
                runs.append(Run(campaign: campaign, days: day - 10...day - 1))
            }
            if KoreanCalendar.isPayday(day) {
                runs.append(Run(campaign: .paydayPoints, days: day...day + 2))
            }
        }
        self.runs = runs
    }

    /// Campaigns that bring new members, while they run.
    var acquisitions: [Run] {
        runs.filter { $0.campaign == .welcome5000 || $0.campaign == .friendInvite }
    }

    func running(on day: Int) -> [Campaign] {
        runs.filter { $0.days.contains(day) }.map(\.campaign)
    }

    /// A campaign sends its push when it starts and every week, but never on a day off: then on
    /// the next working day.
    func push(on day: Int) -> Campaign? {
        guard !KoreanCalendar.isDayOff(day) else { return nil }
        var due = [day]
        while KoreanCalendar.isDayOff(due[0] - 1) { due.insert(due[0] - 1, at: 0) }
        return runs.last { run in
            due.contains { run.days.contains($0) && ($0 - run.days.lowerBound) % 7 == 0 }
        }?.campaign
    }

    private static let shares: [(Campaign, Double, Double)] = [
        (.welcome5000, 0.10, 0.22), (.lunchCashback, 0.28, 0.44), (.friendInvite, 0.60, 0.70),
        (.loanSwitch, 0.66, 0.82), (.comebackCoupon, 0.80, 0.88),
    ]
}
