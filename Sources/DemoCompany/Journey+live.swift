extension Journey {
    /// Goes through the days of the period.
    mutating func live() {
        var fate = world.random(number, .lifecycle)
        for season in world.seasons {
            // One draw a day, used or not: a change of one day leaves the next ones alone.
            let draw = fate.fraction()
            if season.day == enrolment.startDay || season.day == enrolment.retryDay {
                signUp(season)
            } else {
                spend(season)
            }
            change(draw, on: season.day)
        }
    }

    /// The push and the visits of one ordinary day, in the order of the clock.
    private mutating func spend(_ season: Season) {
        let push = plannedPush(season)
        let starts = phase == .active ? plannedVisits(season) : []
        for start in starts where start < push?.time ?? .max {
            visit(at: start, season, opening: nil)
        }
        guard let push else { return }
        receive(push, season)
        for start in starts where start >= push.time {
            visit(at: start, season, opening: nil)
        }
    }

    private func plannedVisits(_ season: Season) -> [Int64] {
        var agenda = world.random(number, .agenda, season.day)
        var chance = habits.dailyVisits * season.activity * patience
        chance *= Story.novelty(age: season.day - enrolment.startDay)
        var starts: [Int64] = []
        while starts.count < 5, agenda.chance(min(chance, 0.97)) {
            starts.append(start(season, &agenda))
            chance = 0.12 + habits.dailyVisits * 0.3
        }
        return starts.sorted()
    }

    /// A moment of the day at which this member would open the app.
    func start(_ season: Season, _ agenda: inout RandomStream) -> Int64 {
        let hour = agenda.choice(Rhythm.hours(profile.ageGroup, isDayOff: season.isDayOff))
        let within = agenda.integer(in: 0...3_599_999)
        return KoreanTime.utc(
            day: season.day, millisecondOfDay: Int64(hour) * 3_600_000 + Int64(within))
    }

    /// Decides in the evening whether the member stays, falls asleep, wakes up or leaves.
    private mutating func change(_ draw: Double, on day: Int) {
        switch phase {
        case .active:
            let age = day - enrolment.startDay
            let young = age < 3 ? 6.0 : age < 14 ? 2.5 : 1.0
            let churn = habits.dailyChurn * young / patience
            if draw < churn * 0.06 {
                phase = .withdrawn
            } else if draw < churn {
                phase = .dormant
            }
        case .dormant: if draw < 0.0025 { phase = .active }
        case .outside, .withdrawn: break
        }
    }
}
