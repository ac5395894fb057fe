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
body=${quoted(JSON.stringify(JSON.parse(body)))}
id="test-$(date +%s)"; now="$(date +%s)"
key="$(printf %s "\${secret#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')"
signature="$(printf %s "$id.$now.$body" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)"
curl -i ${quoted(url)} -H 'content-type: application/json' -H "webhook-id: $id" \\
  -H "webhook-timestamp: $now" -H "webhook-signature: v1,$signature" -d "$body"`;
}

function quoted(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
