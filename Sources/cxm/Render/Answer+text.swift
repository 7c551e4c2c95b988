import Definitions

extension Answer {
    /// For people to read in a terminal.
    var table: String {
        switch self {
        case .flow(let result): FlowTree(result).text
        case .funnel(let result): FunnelTable(result).text
        case .pages(let result): PagesTable(result).text
        case .profile(let result): ProfileTable(result).text
        case .retention(let result): RetentionText(result).text
        case .timeline(let result): TimelineTable(result).text
        case .trend(let result): TrendTable(result).text
        }
    }

    /// For programs and spreadsheets.
    var csv: String {
        switch self {
        case .flow(let result): FlowCSV(result).text
        case .funnel(let result): FunnelCSV(result).text
        case .pages(let result): PagesCSV(result).text
        case .profile(let result): ProfileCSV(result).text
        case .retention(let result): RetentionCSV(result).text
        case .timeline(let result): TimelineCSV(result).text
        case .trend(let result): TrendCSV(result).text
        }
    }
}

extension AnswerContext {
    /// `loans, 2011-09-01 to before 2012-04-01 (Asia/Seoul)`
    func heading(of dataset: String) -> String {
        guard let range else { return "\(dataset), all time" }
        return "\(dataset), \(Self.short(zone.text(range.from))) to before "
            + "\(Self.short(zone.text(range.to))) (\(zone.name))"
    }

    /// `data until 2012-03-14 16:04:54, native engine, 12 ms`
    var footer: String {
        let until = dataUntil.map { "data until \(Self.short(zone.text($0))), " } ?? ""
        return "\(until)\(engine) engine, \(Grouped.duration(elapsedMilliseconds))"
    }

    /// A day where the time is midnight.
    private static func short(_ time: String) -> String {
        let hasTime = !time.dropFirst(10).hasPrefix("T00:00:00.000")
        return String(time.prefix(hasTime ? 19 : 10)).replacing("T", with: " ")
    }
}
