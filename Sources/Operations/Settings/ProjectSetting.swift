package import Definitions
import Segments

/// A setting that is saved with the home and holds for everybody, unlike those of a process.
///
///     ProjectSetting.named("retention")?.help
package struct ProjectSetting: Sendable {
    package let name: String
    package let title: SettingWords
    package let about: SettingWords
    package let form: SettingForm
    /// What holds where nothing is saved.
    package let standard: JSONValue
    /// The value as it is kept; throws what is wrong with it, with the place in it.
    let checked: @Sendable (JSONReader) throws(DefinitionError) -> JSONValue
    let words: @Sendable (JSONValue, Language) -> String

    package var help: String { about.english }

    package static let all = [retention, endedJobs, preparation]

    /// `pointer`: where the name stands.
    package static func named(
        _ name: String, at pointer: String = ""
    ) throws(DefinitionError) -> ProjectSetting {
        guard let setting = all.first(where: { $0.name == name }) else {
            throw .unknownName(name, kind: "setting", at: pointer, known: all.map(\.name))
        }
        return setting
    }

    private static let days = SettingForm.whole(0...100_000)

    private static let retention = ProjectSetting(
        name: RefreshSegments.retentionSetting,
        title: .init("Snapshots kept", "스냅샷 보관"),
        about: .init(
            "Which snapshots of segments are kept, counted back in days.",
            "세그먼트 스냅샷을 며칠 전까지 보관할지 정합니다."),
        form: .object([
            .init("all_days", days, .init("Every snapshot, days back", "모든 스냅샷(일)")),
            .init("weekly_days", days, .init("One a week, days back", "주마다 하나(일)")),
            .init("monthly_days", days, .init("One a month, days back", "달마다 하나(일)")),
            .init("yearly", .flag, .init("One a year for ever", "해마다 하나를 계속")),
        ]),
        standard: RetentionPolicy().json,
        checked: { (reader) throws(DefinitionError) in try RetentionPolicy(reader).json },
        words: { value, language in
            ((try? RetentionPolicy(JSONReader(value))) ?? RetentionPolicy()).described(in: language)
        })

    private static let endedJobsDays: ClosedRange<Int64> = 1...36_500

    private static let endedJobs = ProjectSetting(
        name: RemoveEndedJobs.setting, title: .init("Ended jobs", "끝난 작업"),
        about: .init(
            "After how many days jobs that have ended are forgotten.",
            "끝난 작업을 며칠 뒤에 지울지 정합니다."),
        form: .whole(endedJobsDays),
        standard: .integer(RemoveEndedJobs.defaultDays),
        checked: { (reader) throws(DefinitionError) in
            .integer(try reader.integer(in: endedJobsDays))
        },
        words: { value, language in
            let days = value.rendered()
            return switch language {
            case .english: "Forgets jobs \(days) days after their end."
            case .korean: "끝난 작업은 \(days)일 뒤에 지웁니다."
            }
        })

    private static let preparation = ProjectSetting(
        name: PrepareTables.setting, title: .init("Reading ahead", "미리 읽기"),
        about: .init(
            "Whether tables of warehouses are read ahead, so that first previews are quick.",
            "첫 미리보기가 빠르도록 웨어하우스 테이블을 미리 읽을지 정합니다."),
        form: .flag, standard: .boolean(true),
        checked: { (reader) throws(DefinitionError) in .boolean(try reader.boolean()) },
        words: { value, language in
            switch (value == .boolean(true), language) {
            case (true, .english): "Reads tables of warehouses ahead of the first preview."
            case (false, .english): "Reads tables of warehouses when they are asked for."
            case (true, .korean): "웨어하우스 테이블을 첫 미리보기 전에 미리 읽습니다."
            case (false, .korean): "웨어하우스 테이블을 요청받을 때 읽습니다."
            }
        })
}
