import Definitions

/// A profile as CSV: a line for each value of each attribute, then one for each value and period.
struct ProfileCSV {
    let result: ProfileResult

    init(_ result: ProfileResult) {
        self.result = result
    }

    var text: String {
        let header = [
            "segment", "attribute", "divergence", "period", "value", "users", "of_users",
            "share", "all_users", "of_all_users", "share_of_all", "index", "p_value", "element",
        ]
        let lines = result.series.enumerated().flatMap { index, series in
            series.attributes.flatMap { attribute in
                attribute.rows.map { line(series, index, attribute, $0) }
                    + overTime(series, index, attribute)
            }
        }
        return ([header] + lines).map(CSVLine.text).joined()
    }

    private func line(
        _ series: ProfileSeries, _ index: Int, _ attribute: AttributeProfile, _ row: ProfileRow
    ) -> [String] {
        start(series, attribute) + [
            "", result.title(row.key, attribute).title, String(row.set), String(series.users),
            String(row.shareInSet), String(row.all), String(series.allUsers),
            String(row.shareInAll), String(row.index), row.pValue.map { String($0) } ?? "",
            result.element(.set, row.key, attribute, series: index).id,
        ]
    }

    private func start(_ series: ProfileSeries, _ attribute: AttributeProfile) -> [String] {
        [series.segment.title, attribute.name, String(attribute.divergence)]
    }

    private func overTime(
        _ series: ProfileSeries, _ index: Int, _ attribute: AttributeProfile
    ) -> [[String]] {
        guard let timeline = result.timeline else { return [] }
        return attribute.points.enumerated().flatMap { place, point in
            attribute.rows.enumerated().filter { $0.element.key != .none }.map { number, row in
                start(series, attribute) + [
                    result.context.zone.text(timeline.start(of: place)),
                    result.title(row.key, attribute).title, String(point.users[number]),
                    String(point.total), String(point.share(of: number)), "", "", "", "", "",
                    result.element(.point(place), row.key, attribute, series: index).id,
                ]
            }
        }
    }
}
