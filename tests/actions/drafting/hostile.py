"""What a text may hold that must neither run nor break anything; each line must stand in the document as it was written."""

HOSTILE = (
    "{{ 7 * 7 }}",
    "{% for each in blocks %}{{ each.__class__.__mro__ }}{% endfor %}",
    "{_{ 7 * 7 }_} og {_% raw %_}",
    "{# en kommentar #}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{%p if missing %}{%tr endfor %}{{r title }}",
    "<w:p><w:r><w:t>xml</w:t></w:r></w:p> & </w:document>",
    "]]><!-- <![CDATA[ -->",
    "&lt;b&gt; &amp;#x27; &quot; &#0;",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"><a href='javascript:alert(1)'>her</a>",
    "😀 👩🏽‍🏫 émoji og «anførsel» – ‘enkel’ “dobbel” …",
    "\u202eomvendt tekst\u202c og עברית العربية",
    "e\u0301 n\u0303 \u200d\u200b\ufeff \u00a0\u00ad",
    "x" * 10_000,
    "æøå " * 500 + "slutt",
    '=HYPERLINK("http://ond.no") @SUM(1+1) DDEAUTO c:\\\\windows',
    "../../etc/passwd %2e%2e %00 ${jndi:ldap://x} $(id) `id`",
)
"""Without what XML can't hold."""

UNWRITABLE = "a\x00b\x01c\x08d\x0be\x0cf\x1bg\x7f\ufffeh\uffffi"
"""Control characters, nul and non-characters."""
WRITTEN = "abcdefg\x7fhi"
