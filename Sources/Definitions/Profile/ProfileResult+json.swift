extension ProfileResult {
    package var json: JSONValue {
        .object(
            context.members(kind: "profile") + [
                .init("series", .array(series.enumerated().map { json($0.element, $0.offset) }))
            ])
    }

    private func json(_ series: ProfileSeries, _ index: Int) -> JSONValue {
        [
            "segment": series.segment.json, "users": .integer(Int64(series.users)),
            "all_users": .integer(Int64(series.allUsers)),
            "element": .string(ProfileElement(.set, series: index).id),
            "attributes": .array(series.attributes.map { json($0, index) }),
        ]
    }

    private func json(_ attribute: AttributeProfile, _ series: Int) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", .string(attribute.name)), .init("type", .string(attribute.type.rawValue)),
            .init("estimated", .boolean(isEstimated(attribute.name))),
            .init("values", .integer(Int64(attribute.valueCount))),
            .init("divergence", .number(attribute.divergence)),
            .init("chi_square", attribute.chiSquare?.json ?? .null),
        ]
        if let middle = attribute.middleOfSet {
            members.append(.init("set", json(middle, attribute.type)))
        }
        if let middle = attribute.middleOfAll {
            members.append(.init("all", json(middle, attribute.type)))
        }
        members.append(.init("rows", .array(attribute.rows.map { json($0, attribute, series) })))
        if !attribute.points.isEmpty {
            members.append(.init("over_time", overTime(attribute, series)))
        }
        return .object(members)
    }

    private func isEstimated(_ name: String) -> Bool {
        profile.scope.estimates.contains { $0.name.isSameText(as: name) }
    }

    private func json(_ middle: ProfileMiddle, _ type: DatasetSchema.PropertyType) -> JSONValue {
        let median: JSONValue =
            switch middle.median {
            case nil: .null
            case .integer(let instant) where type == .time: .string(context.zone.text(instant))
            case let value?: value.json
            }
        return ["mean": middle.mean.map { .number($0) } ?? .null, "median": median]
    }

    private func json(
        _ row: ProfileRow, _ attribute: AttributeProfile, _ series: Int
    ) -> JSONValue {
        func id(_ group: ProfileElement.Group) -> JSONValue {
            .string(element(group, row.key, attribute, series: series).id)
        }
        return [
            "value": .string(title(row.key, attribute).title),
            "users": .integer(Int64(row.set)), "all_users": .integer(Int64(row.all)),
            "share": .number(row.shareInSet), "share_of_all": .number(row.shareInAll),
            "index": .number(row.index), "p_value": row.pValue.map { .number($0) } ?? .null,
            "element": id(.set), "all_element": id(.all),
        ]
    }

    private func overTime(_ attribute: AttributeProfile, _ series: Int) -> JSONValue {
        .array(
            attribute.points.enumerated().map { index, point in
                [
                    "start": .string(context.zone.text(timeline?.start(of: index) ?? 0)),
                    "complete": .boolean(
                        timeline?.isComplete(index, dataUntil: context.dataUntil) ?? false),
                    "users": .integer(Int64(point.total)),
                    "rows": .array(
                        attribute.rows.enumerated().filter { $0.element.key != .none }.map {
                            place, row in
                            [
                                "value": .string(title(row.key, attribute).title),
                                "users": .integer(Int64(point.users[place])),
                                "share": .number(point.share(of: place)),
                                "element": .string(
                                    element(.point(index), row.key, attribute, series: series).id),
                            ]
                        }),
                ]
            })
    }
}

extension Significance.ChiSquare {
    var json: JSONValue {
        [
            "statistic": .number(statistic), "degrees": .integer(Int64(degrees)),
            "p_value": pValue.map { .number($0) } ?? .null, "cramers_v": .number(cramersV),
        ]
    }
}
