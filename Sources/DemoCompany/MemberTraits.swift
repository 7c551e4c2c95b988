package enum Gender: String, Labelled {
    case female = "F"
    case male = "M"

    package var label: Label {
        switch self {
        case .female: Label("여자", "Female")
        case .male: Label("남자", "Male")
        }
    }
}

/// The company's grades; the Korean word is the stored value.
package enum Grade: String, Labelled {
    case regular = "일반"
    case valued = "우수"
    case vip = "VIP"

    package var label: Label {
        switch self {
        case .regular: Label("일반", "Regular")
        case .valued: Label("우수", "Valued")
        case .vip: Label("VIP", "VIP")
        }
    }
}

package enum OperatingSystem: String, Labelled {
    case android, ios

    package var label: Label {
        switch self {
        case .android: Label("안드로이드", "Android")
        case .ios: Label("아이폰", "iOS")
        }
    }
}

/// How a member came to the app.
package enum Channel: String, Labelled {
    case organic
    case searchAd = "search_ad"
    case socialAd = "social_ad"
    case referral
    case partner
    case campaign

    package var label: Label {
        switch self {
        case .organic: Label("자연 유입", "Organic")
        case .searchAd: Label("검색 광고", "Search ad")
        case .socialAd: Label("SNS 광고", "Social ad")
        case .referral: Label("친구 추천", "Referral")
        case .partner: Label("제휴", "Partner")
        case .campaign: Label("캠페인", "Campaign")
        }
    }
}

/// Where a membership stands at the end of the period.
package enum MemberStatus: String, Labelled {
    case active, pending, withdrawn

    package var label: Label {
        switch self {
        case .active: Label("정상", "Active")
        case .pending: Label("가입 미완료", "Sign-up unfinished")
        case .withdrawn: Label("탈퇴", "Withdrawn")
        }
    }
}

/// Decades of age, by which members differ in habits.
package enum AgeGroup: String, Labelled {
    case teens = "10대"
    case twenties = "20대"
    case thirties = "30대"
    case forties = "40대"
    case fifties = "50대"
    case older = "60대 이상"

    init(age: Int) {
        switch age {
        case ..<20: self = .teens
        case ..<30: self = .twenties
        case ..<40: self = .thirties
        case ..<50: self = .forties
        case ..<60: self = .fifties
        default: self = .older
        }
    }

    package var label: Label {
        switch self {
        case .teens: Label("10대", "Teens")
        case .twenties: Label("20대", "Twenties")
        case .thirties: Label("30대", "Thirties")
        case .forties: Label("40대", "Forties")
        case .fifties: Label("50대", "Fifties")
        case .older: Label("60대 이상", "Sixty and over")
        }
    }
}
