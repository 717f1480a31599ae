package dev.limosa.check;

/** Every check there is. A code is never given to another check: scripts and runbooks name it. */
public enum CheckId {
    CF_001(Section.CONFIG, "config"),
    CF_002(Section.CONFIG, "transforms"),
    CF_003(Section.CONFIG, "name"),

    PG_101(Section.SOURCE, "connect"),
    PG_102(Section.SOURCE, "version"),
    PG_103(Section.SOURCE, "primary"),
    PG_104(Section.SOURCE, "wal_level"),
    PG_105(Section.SOURCE, "replication role"),
    PG_106(Section.SOURCE, "limosa schema"),
    PG_107(Section.SOURCE, "publication"),
    PG_108(Section.SOURCE, "slot"),
    PG_109(Section.SOURCE, "free slots"),
    PG_110(Section.SOURCE, "wal senders"),
    PG_111(Section.SOURCE, "kept WAL"),
    PG_112(Section.SOURCE, "idle slots"),
    PG_113(Section.SOURCE, "open transactions"),
    PG_114(Section.SOURCE, "encoding"),

    TB_201(Section.TABLES, "found"),
    TB_202(Section.TABLES, "kind"),
    TB_203(Section.TABLES, "primary key"),
    TB_204(Section.TABLES, "replica identity"),
    TB_205(Section.TABLES, "large values"),
    TB_206(Section.TABLES, "types"),
    TB_207(Section.TABLES, "generated columns"),
    TB_208(Section.TABLES, "privileges"),
    TB_209(Section.TABLES, "inheritance"),
    TB_210(Section.TABLES, "constraints"),
    TB_211(Section.TABLES, "partitions"),

    KF_301(Section.KAFKA, "connect"),
    KF_302(Section.KAFKA, "version"),
    KF_303(Section.KAFKA, "transactions"),
    KF_304(Section.KAFKA, "timeouts"),
    KF_305(Section.KAFKA, "replication"),
    KF_306(Section.KAFKA, "disk"),
    KF_307(Section.KAFKA, "permissions"),

    TP_401(Section.TOPICS, "policy"),
    TP_402(Section.TOPICS, "partitions"),
    TP_403(Section.TOPICS, "names"),
    TP_404(Section.TOPICS, "left over"),

    TG_501(Section.TARGET, "connect"),
    TG_502(Section.TARGET, "version"),
    TG_503(Section.TARGET, "primary"),
    TG_504(Section.TARGET, "privileges"),
    TG_505(Section.TARGET, "tables"),
    TG_506(Section.TARGET, "columns"),
    TG_507(Section.TARGET, "triggers, rules"),
    TG_508(Section.TARGET, "types"),
    TG_509(Section.TARGET, "other migrations"),
    TG_510(Section.TARGET, "not the source"),

    NM_601(Section.NOT_MIGRATED, "views"),
    NM_602(Section.NOT_MIGRATED, "functions"),
    NM_603(Section.NOT_MIGRATED, "triggers"),
    NM_604(Section.NOT_MIGRATED, "rules"),
    NM_605(Section.NOT_MIGRATED, "policies"),
    NM_606(Section.NOT_MIGRATED, "extensions"),
    NM_607(Section.NOT_MIGRATED, "grants"),
    NM_608(Section.NOT_MIGRATED, "comments"),
    NM_609(Section.NOT_MIGRATED, "large objects"),
    NM_610(Section.NOT_MIGRATED, "sequences"),
    NM_611(Section.NOT_MIGRATED, "indexes"),
    NM_612(Section.NOT_MIGRATED, "check constraints"),
    NM_613(Section.NOT_MIGRATED, "left out"),
    NM_614(Section.NOT_MIGRATED, "other tables"),
    NM_615(Section.NOT_MIGRATED, "foreign keys");

    private final Section section;
    private final String title;

    CheckId(Section section, String title) {
        this.section = section;
        this.title = title;
    }

    public Section section() {
        return section;
    }

    /** Two or three words for a person. */
    public String title() {
        return title;
    }

    /** As it is printed and asked for: {@code PG-104}. */
    public String code() {
        return name().replace('_', '-');
    }
}
