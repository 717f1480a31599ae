package dev.limosa.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Distinct sentences put together from word lists, the same ones for the same seed. Half of the content words are
 * coined (two halves of listed words, names from syllables), so that a compressor meets about as many new words as in
 * people's texts.
 */
final class Sentences {

    private static final String[] ZH_NOUNS = words("海岸 森林 城市 河流 学校 工厂 老师 医生 商店 市场 故事 音乐 历史 语言 文化 新闻 计划 问题 方法 结果 经验 "
            + "桥梁 铁路 机场 码头 渔船 候鸟 沙滩 湿地 山谷 雪峰 草原 麦田 果园 茶馆 书店 博物 邮局 银行 剧院 "
            + "画家 诗人 木匠 司机 记者 律师 护士 厨师 船长 猎人 农夫 牧童 邻居 朋友 客人 孩童 祖母 舅父 "
            + "窗户 屋檐 台阶 火炉 灯笼 铜镜 瓷碗 竹篮 棉被 布鞋 雨伞 钥匙 信封 日历 地图 指南 望远 显微 "
            + "电脑 软件 网络 数据 信号 卫星 芯片 能源 煤矿 石油 风车 水坝 温度 湿度 速度 重量 面积 体积 "
            + "春节 端午 中秋 婚礼 葬仪 考试 比赛 演讲 会议 合同 法律 税收 价格 股票 利润 成本 订单 库存");
    private static final String[] ZH_VERBS = words("看见 听说 改变 保护 建造 修理 研究 发现 带走 送来 忘记 想起 记录 描述 翻译 解释 比较 选择 拒绝 接受 "
            + "穿过 绕开 靠近 离开 占据 分享 收集 整理 测量 计算 预测 推迟 取消 恢复 支持 反对 赞美 批评 模仿 替换");
    private static final String[] ZH_ADJECTIVES = words("古老 安静 明亮 遥远 普通 复杂 简单 重要 美丽 寒冷 温暖 潮湿 干燥 坚固 柔软 沉重 轻巧 锋利 陈旧 崭新 "
            + "慷慨 谨慎 固执 勇敢 懒散 聪慧 贫穷 富裕 甜美 苦涩 稀有 常见 秘密 公开 紧急 缓慢 浓密 稀疏 空旷 拥挤");
    private static final String[] ZH_TIMES = words("昨天 清晨 傍晚 去年 后来 最近 从前 周末 秋天 夏夜 当时 不久 偶尔 始终 终于 突然 渐渐 仍然 往往 也许");

    private static final String[] EN_NOUNS = words(
            "harbour forest teacher river market engine letter window garden bridge station doctor village "
                    + "captain library kitchen journey question answer machine picture mountain island weather morning "
                    + "evening winter summer painter farmer soldier student neighbour stranger brother daughter signal "
                    + "number system record paper table mirror candle basket blanket ladder hammer needle button pocket "
                    + "godwit heron plover marsh tide current anchor compass beacon lantern cargo ferry timber copper "
                    + "budget contract invoice shipment ledger audit payment customer supplier warehouse schedule queue");
    private static final String[] EN_VERBS =
            words("carried followed measured repaired forgot described crossed collected refused noticed replaced "
                    + "borrowed painted counted delayed protected translated compared expected ignored answered gathered "
                    + "planned visited finished opened watched copied sorted shipped guarded questioned remembered");
    private static final String[] EN_ADJECTIVES =
            words("quiet ancient narrow bright distant careful stubborn hollow gentle broken useful silent golden "
                    + "bitter frozen crowded empty rapid patient curious modest heavy honest humid rare common sharp dull "
                    + "generous brittle fragile steady sudden familiar foreign ordinary clever awkward");
    private static final String[] EN_LINKS =
            words("because although while before after unless until whenever since though where");
    private static final String[] SYLLABLES = words(
            "ba ren tol mik sa vor lin dor ke pas qui wen zor hal tem ub fra nel gri oth mar cas yel din pho ster bru ack");

    private final Random random;

    private Sentences(Random random) {
        this.random = random;
    }

    static List<String> chinese(long seed, int count) {
        Sentences sentences = new Sentences(new Random(seed));
        return distinct(count, sentences::chinese);
    }

    static List<String> english(long seed, int count) {
        Sentences sentences = new Sentences(new Random(seed));
        return distinct(count, sentences::english);
    }

    private static List<String> distinct(int count, Supplier<String> next) {
        Set<String> sentences = new LinkedHashSet<>();
        while (sentences.size() < count) {
            sentences.add(next.get());
        }
        return new ArrayList<>(sentences);
    }

    private String chinese() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(ZH_TIMES) + "，" + thing() + pick(ZH_VERBS) + "了" + thing() + "。";
            case 1 -> thing() + "和" + coined() + "都比" + thing() + "更" + pick(ZH_ADJECTIVES) + "。";
            case 2 -> "在" + coined() + "的" + pick(ZH_NOUNS) + "，" + number() + "个" + thing() + pick(ZH_VERBS) + "，"
                    + thing() + pick(ZH_VERBS) + "。";
            default -> pick(ZH_ADJECTIVES) + "的" + coined() + "不" + pick(ZH_VERBS) + thing() + "，却" + pick(ZH_VERBS)
                    + coined() + "。";
        };
    }

    private String thing() {
        return random.nextBoolean() ? pick(ZH_NOUNS) : coined();
    }

    /** The first character of one word and the last of another. */
    private String coined() {
        return pick(ZH_NOUNS).substring(0, 1)
                + pick(random.nextBoolean() ? ZH_NOUNS : ZH_ADJECTIVES).substring(1);
    }

    private String english() {
        return switch (random.nextInt(4)) {
            case 0 -> "The " + described() + " " + pick(EN_VERBS) + " " + name() + "'s " + described() + ".";
            case 1 -> name() + " " + pick(EN_VERBS) + " " + number() + " " + pick(EN_NOUNS) + "s " + pick(EN_LINKS)
                    + " the " + described() + " " + pick(EN_VERBS) + " it.";
            case 2 -> "Near " + name() + ", a " + described() + " " + pick(EN_VERBS) + " the " + pick(EN_NOUNS) + " "
                    + pick(EN_LINKS) + " " + name() + " " + pick(EN_VERBS) + " it.";
            default -> "It's " + pick(EN_ADJECTIVES) + " that " + name() + " " + pick(EN_VERBS) + " every "
                    + pick(EN_NOUNS) + " from " + name() + ".";
        };
    }

    private String described() {
        return pick(EN_ADJECTIVES) + " " + pick(EN_NOUNS);
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            name.append(pick(SYLLABLES));
        }
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private int number() {
        return 2 + random.nextInt(1998);
    }

    private String pick(String[] words) {
        return words[random.nextInt(words.length)];
    }

    private static String[] words(String list) {
        return list.split(" ");
    }
}
