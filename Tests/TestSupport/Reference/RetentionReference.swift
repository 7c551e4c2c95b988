package import Definitions

/// Retention as `docs/guide/retention.md` words it, user by user and cell by cell: slow, plain, and
/// the judge of all other engines.
package struct RetentionReference {
    let retention: Retention
    let journeys: JourneySet
    let range: ResolvedRange
    /// The newest event's time.
    private let newest: Int64
    /// The periods of all events, worked out once.
    private var periods: [Int64: CivilDate] = [:]

    package static func answer(
        _ retention: Retention, over journeys: JourneySet, range: ResolvedRange? = nil
    ) -> RetentionAnswer {
        RetentionReference(retention, journeys, range ?? .always).answer()
    }

    private init(_ retention: Retention, _ journeys: JourneySet, _ range: ResolvedRange) {
        self.retention = retention
        self.journeys = journeys
        self.range = range
        newest = journeys.events.map(\.time).max() ?? .min
        for time in Set(journeys.events.map(\.time)) { periods[time] = period(time) }
    }

    private func answer() -> RetentionAnswer {
        let asked = journeys.asked(by: retention.scope)
        let people = journeys.users.map { ReferencePerson($0, retention, journeys) }
        var answer = RetentionAnswer(series: [], users: [:])
        for (index, segment) in retention.scope.segments.enumerated() {
            let members = people.filter {
                asked.contains($0.user) && segment.holds($0.user, journeys.segments)
            }
            let table = table(members, index) { answer.users[$0] = $1 }
            answer.series.append(RetentionSeries(segment: segment, table: table))
        }
        return answer
    }

    private typealias Record = (RetentionElement, Set<String>) -> Void

    private func table(
        _ people: [ReferencePerson], _ series: Int, _ record: Record
    ) -> RetentionTable {
        switch retention.view {
        case .retention:
            return .cohorts(shownPeriods.map { cohort($0, people, series, record) })
        case .stickiness:
            return .stickiness(
                shownPeriods.indices.map { index in
                    let users = people.filter { person in
                        let times = person.returns.filter(range.contains)
                        return Set(times.map(period)).count == index + 1
                    }
                    let names = Set(users.map(\.user))
                    record(RetentionElement(.periods(index + 1), start: nil, series: series), names)
                    return names.count
                })
        case .lifecycle:
            return .lifecycle(shownPeriods.map { lifecycle($0, people, series, record) })
        }
    }

    private func cohort(
        _ start: CivilDate, _ people: [ReferencePerson], _ series: Int, _ record: Record
    ) -> RetentionCohort {
        let members = people.compactMap { person -> ReferenceMember? in
            guard let time = startTime(of: person, in: start) else { return nil }
            let places = person.returns.indices.filter { person.returns[$0] >= time }
            return ReferenceMember(
                user: person.user,
                numbers: places.map {
                    number(of: person.returns[$0], start: time, cohort: start)
                }, values: places.map { person.values[$0] })
        }
        let names = Set(members.map(\.user))
        record(RetentionElement(.cohort, start: start, series: series), names)
        let cells = (0..<retention.columns.count).map { column in
            let activeNames = Set(members.filter { isActive($0.numbers, column) }.map(\.user))
            record(RetentionElement(.active(column), start: start, series: series), activeNames)
            record(
                RetentionElement(.inactive(column), start: start, series: series),
                names.subtracting(activeNames))
            return RetentionCell(
                users: activeNames.count, isComplete: isComplete(start, column),
                value: value(members, column))
        }
        return RetentionCohort(start: start, users: names.count, cells: cells)
    }

    /// The measure over the returns of a cell.
    private func value(_ members: [ReferenceMember], _ column: Int) -> Double? {
        guard let measure = retention.measure else { return nil }
        let values = members.flatMap { member in
            member.numbers.indices.filter { isActive([member.numbers[$0]], column) }
                .compactMap { member.values[$0] }
        }
        let sum = values.reduce(0, +)
        switch measure.kind {
        case .sum: return sum
        case .average: return values.isEmpty ? nil : sum / Double(values.count)
        }
    }

    /// When the user began as a member of the cohort; nil where he is none.
    private func startTime(of person: ReferencePerson, in cohort: CivilDate) -> Int64? {
        let inRange = person.starts.filter(range.contains)
        let start: Int64? =
            switch retention.startKind {
            case .first: inRange.min()
            case .firstEver: person.starts.min().flatMap { range.contains($0) ? $0 : nil }
            case .recurring: inRange.filter { period($0) == cohort }.min()
            }
        return start.flatMap { period($0) == cohort ? $0 : nil }
    }

    /// In which period after the start a return lies.
    private func number(of time: Int64, start: Int64, cohort: CivilDate) -> Int {
        guard retention.isCalendar else { return Int((time - start) / rollingLength) }
        var number = 0
        var date = cohort
        let last = period(time)
        while date != last {
            date = next(date)
            number += 1
        }
        return number
    }

    private var rollingLength: Int64 { retention.period == .day ? 86_400_000 : 604_800_000 }

    private func isActive(_ numbers: [Int], _ column: Int) -> Bool {
        switch retention.columns {
        case .on: numbers.contains(column)
        case .onOrAfter: numbers.contains { $0 >= column }
        case .brackets(let brackets): numbers.contains { brackets[column].contains($0) }
        }
    }

    private func isComplete(_ cohort: CivilDate, _ column: Int) -> Bool {
        let last =
            if case .brackets(let brackets) = retention.columns {
                brackets[column].upperBound
            } else {
                column
            }
        guard !retention.isCalendar else {
            return (0...last).reduce(cohort) { date, _ in next(date) }
                .isNotAfter(newest, journeys.zone)
        }
        let lastStart = min(journeys.zone.start(of: next(cohort)), range.to) - 1
        return lastStart + Int64(last + 1) * rollingLength <= newest + 1
    }

    private func lifecycle(
        _ date: CivilDate, _ people: [ReferencePerson], _ series: Int, _ record: Record
    ) -> LifecyclePeriod {
        let users = Lifecycle.allCases.map { group in
            let names = people.filter { person in
                let active = Set(person.returns.map(period))
                let isActive = active.contains(date)
                let wasActive = active.contains { next($0) == date }
                let isKnown = active.contains { $0.daysSinceEpoch < date.daysSinceEpoch }
                return switch group {
                case .new: isActive && !isKnown
                case .returning: isActive && wasActive
                case .resurrected: isActive && !wasActive && isKnown
                case .dormant: !isActive && wasActive
                }
            }.map(\.user)
            record(RetentionElement(.lifecycle(group), start: date, series: series), Set(names))
            return names.count
        }
        return LifecyclePeriod(
            start: date, isComplete: next(date).isNotAfter(newest, journeys.zone), users: users)
    }

    /// The first day of the period that holds a time.
    private func period(_ time: Int64) -> CivilDate {
        if let known = periods[time] { return known }
        var date = journeys.zone.date(of: time)
        switch retention.period {
        case .day: break
        case .week:
            while date.weekday != 0 {
                date = CivilDate(daysSinceEpoch: date.daysSinceEpoch - 1)
            }
        case .month: date = CivilDate(year: date.year, month: date.month, day: 1)
        }
        return date
    }

    private func next(_ date: CivilDate) -> CivilDate {
        switch retention.period {
        case .day: CivilDate(daysSinceEpoch: date.daysSinceEpoch + 1)
        case .week: CivilDate(daysSinceEpoch: date.daysSinceEpoch + 7)
        case .month:
            date.month == 12
                ? CivilDate(year: date.year + 1, month: 1, day: 1)
                : CivilDate(year: date.year, month: date.month + 1, day: 1)
        }
    }

    /// The periods that overlap both the range and the data.
    private var shownPeriods: [CivilDate] {
        let times = journeys.events.map(\.time)
        guard let oldest = times.min(), let newest = times.max() else { return [] }
        let from = max(oldest, range.from)
        let to = min(newest, range.to - 1)
        guard from <= to else { return [] }
        var shown = [period(from)]
        while shown[shown.count - 1] != period(to) {
            shown.append(next(shown[shown.count - 1]))
        }
        return shown
    }
}

/// A member of a cohort: the periods of his returns, and their measured numbers.
private struct ReferenceMember {
    let user: String
    let numbers: [Int]
    let values: [Double?]
}

/// A user's starts and returns, as times.
private struct ReferencePerson {
    let user: String
    let starts: [Int64]
    let returns: [Int64]
    /// The measured number of each return.
    let values: [Double?]

    init(_ journey: Journey, _ retention: Retention, _ journeys: JourneySet) {
        let filter = ReferenceFilter(types: journeys.propertyTypes, zone: journeys.zone)
        let events = journey.events.filter { filter.passes(retention.scope.filters, $0) }
        user = journey.user
        starts = events.filter { filter.matches(retention.startEvent, $0) }.map(\.time)
        let comebacks = events.filter { filter.matches(retention.returnEvent, $0) }
        returns = comebacks.map(\.time)
        values = comebacks.map { event in
            switch retention.measure.flatMap({ event.properties[$0.property] }) {
            case .integer(let number): Double(number)
            case .number(let number): number
            default: nil
            }
        }
    }
}

extension CivilDate {
    /// Whether the day has begun right after `newest`, the last millisecond of which is known.
    fileprivate func isNotAfter(_ newest: Int64, _ zone: Zone) -> Bool {
        zone.start(of: self) <= newest + 1
    }
}
