package import Definitions

/// The policy as JSON and in words.
extension RetentionPolicy {
    package var json: JSONValue {
        [
            "all_days": .integer(Int64(allDays)), "weekly_days": .integer(Int64(weeklyDays)),
            "monthly_days": .integer(Int64(monthlyDays)), "yearly": .boolean(keepsYearly),
        ]
    }

    /// Reads JSON; what is absent is as in the policy that nobody has chosen.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["all_days", "weekly_days", "monthly_days", "yearly"])
        self.init()
        allDays = try Self.days(reader, "all_days") ?? allDays
        weeklyDays = try Self.days(reader, "weekly_days") ?? weeklyDays
        monthlyDays = try Self.days(reader, "monthly_days") ?? monthlyDays
        keepsYearly = try reader.optional("yearly")?.boolean() ?? keepsYearly
    }

    private static func days(
        _ reader: JSONReader, _ name: String
    ) throws(DefinitionError) -> Int? {
        try reader.optional(name).map { reader throws(DefinitionError) in
            Int(try reader.integer(in: 0...100_000))
        }
    }

    package func described(in language: Language) -> String {
        switch language {
        case .english:
            var parts = ["every snapshot of the last \(allDays) days"]
            if weeklyDays > allDays { parts.append("one a week up to \(weeklyDays) days") }
            if monthlyDays > max(allDays, weeklyDays) {
                parts.append("one a month up to \(monthlyDays) days")
            }
            if keepsYearly { parts.append("one a year after that") }
            return "Keeps " + parts.joined(separator: ", then ")
                + "; always the published and the newest one."
        case .korean:
            var parts = ["최근 \(allDays)일은 모든 스냅샷"]
            if weeklyDays > allDays { parts.append("\(weeklyDays)일까지는 주마다 하나") }
            if monthlyDays > max(allDays, weeklyDays) {
                parts.append("\(monthlyDays)일까지는 달마다 하나")
            }
            if keepsYearly { parts.append("그 뒤로는 해마다 하나") }
            return parts.joined(separator: ", ") + "를 보관합니다. 게시된 스냅샷과 최신 스냅샷은 항상 남습니다."
        }
    }
}
