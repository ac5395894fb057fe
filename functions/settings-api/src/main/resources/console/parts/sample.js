// A certificate to try things with, and how to post it as a platform does.

/** The payload of the preset `standard`, for a course. */
export function samplePayload({ course, email = "you@example.org", now = new Date() }) {
  const at = `${now.toISOString().slice(0, 19)}Z`;
  const id = `test-${now.getTime()}`;
  return JSON.stringify(
    {
      type: "certificate.issued",
      timestamp: at,
      data: {
        certificate: { id, url: `https://lms.example.org/verify/${id}`, issued_at: at },
        learner: { id: "test-learner", email, first_name: "Test", last_name: "Learner" },
        course: { id: course || "course-1", name: "A course" },
      },
    },
    null,
    2,
  );
}

/**
 * The post as a platform with this secret would sign it: Standard Webhooks.
 * @param {{url: string, body: string, secret: string, id: string, now?: Date}} post
 * @returns {Promise<Request>}
 */
export async function signedPost({ url, body, secret, id, now = new Date() }) {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (c) => c.charCodeAt(0));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
  const text = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, text));
  return new Request(url, {
    method: "POST",
    credentials: "omit",
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${btoa(String.fromCharCode(...signature))}`,
    },
    body,
  });
}

/** The same from a shell, which asks for the secret rather than keep it. */
export function signedPostInShell({ url, body }) {
  return `read -rsp 'Secret: ' secret
body=${quoted(body)}
id="test-$(date +%s)"; now="$(date +%s)"
key="$(printf %s "\${secret#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')"
signature="$(printf %s "$id.$now.$body" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)"
curl -i ${quoted(url)} -H 'content-type: application/json' -H "webhook-id: $id" \\
  -H "webhook-timestamp: $now" -H "webhook-signature: v1,$signature" --data-binary "$body"`;
}

const HEX = "od -An -v -tx1 | tr -d ' \\n'";

// By scheme: how a shell makes the proof, and the header that it goes into.
const PROOFS = {
  bearer: () => ({ header: "authorization", prefix: "Bearer ", value: "$secret" }),
  basic: () => ({
    steps: [`proof="$(printf %s "$secret" | base64 | tr -d '\\n')"`],
    header: "authorization",
    prefix: "Basic ",
    value: "$proof",
  }),
  header: ({ header, prefix }) => ({ header, prefix, value: "$secret" }),
  path: () => ({ end: '"/$secret"' }),
  "hmac-sha256": (settings) => hmac("sha256", settings),
  "hmac-sha1": (settings) => hmac("sha1", settings),
  "timestamped-hmac": ({ header, clock_zone: zone }) =>
    zone === "UTC"
      ? {
          steps: [
            'now="$(date +%s)"',
            `proof="$(printf %s "$now.$body" | openssl dgst -sha256 -hmac "$secret" -binary | ${HEX})"`,
          ],
          header,
          prefix: "",
          value: "t=$now,v1=$proof",
        }
      : null,
};

function hmac(digest, { header, prefix, encoding, signed, time_header: time }) {
  if (signed !== "{body}" || time) {
    return null;
  }
  const written = encoding === "hex" ? HEX : "base64";
  return {
    steps: [
      `proof="$(printf %s "$body" | openssl dgst -${digest} -hmac "$secret" -binary | ${written})"`,
    ],
    header,
    prefix,
    value: "$proof",
  };
}

/**
 * A post of a source's platform from a shell, which asks for the secret; null where a shell cannot
 * prove it.
 * @param {{source: any, body: string, headers: Record<string, string>}} post
 */
export function postInShell({ source, body, headers }) {
  const { scheme, settings } = source.effective;
  const proof = PROOFS[scheme]?.(
    Object.fromEntries(settings.map(({ name, value }) => [name, value])),
  );
  if (!proof) {
    return null;
  }
  const { steps = [], header, prefix, value, end = "" } = proof;
  return [
    "read -rsp 'Secret: ' secret",
    `body=${quoted(body)}`,
    ...steps,
    [
      `curl -i ${quoted(source.url)}${end}`,
      ...Object.entries(headers).map(([name, text]) => `-H ${quoted(`${name}: ${text}`)}`),
      ...(header ? [`-H ${quoted(`${header}: ${prefix}`)}"${value}"`] : []),
      '--data-binary "$body"',
    ].join(" \\\n  "),
  ].join("\n");
}

function quoted(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
