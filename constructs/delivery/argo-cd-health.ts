import { GROUP, VERSIONS } from '../../gateway-api';

// A condition that was written for an older generation says nothing about what was applied since.
const CONDITION = `
local function has(conditions, type, status)
  for _, condition in ipairs(conditions or {}) do
    if condition.type == type and condition.status == status and condition.observedGeneration == obj.metadata.generation then
      return condition
    end
  end
end
`;

/** Every parent has to have accepted the route and resolved its references. */
const ROUTE_HEALTH = `${CONDITION}
local parents = obj.status and obj.status.parents or {}
local waiting
for _, parent in ipairs(parents) do
  local name = parent.parentRef and parent.parentRef.name or "unknown"
  for _, type in ipairs({ "Accepted", "ResolvedRefs" }) do
    local refused = has(parent.conditions, type, "False")
    if refused then
      return { status = "Degraded", message = "Parent " .. name .. ": " .. (refused.message or refused.reason or type) }
    end
    if not has(parent.conditions, type, "True") then
      waiting = "Parent " .. name .. ": waiting for " .. type
    end
  end
end
if #parents == 0 or #parents < #(obj.spec.parentRefs or {}) then
  waiting = "waiting for the status of every parent"
end
if waiting then
  return { status = "Progressing", message = waiting }
end
return { status = "Healthy", message = "every parent accepts the route" }
`;

/**
 * The ListenerSet and each of its listeners have to be accepted, and the ListenerSet programmed.
 */
const LISTENER_SET_HEALTH = `${CONDITION}
local status = obj.status or {}
local refused = has(status.conditions, "Accepted", "False")
if refused then
  return { status = "Degraded", message = refused.message or refused.reason or "not accepted" }
end
for _, listener in ipairs(status.listeners or {}) do
  local failed = has(listener.conditions, "Accepted", "False") or has(listener.conditions, "ResolvedRefs", "False")
    or has(listener.conditions, "Conflicted", "True")
  if failed then
    return { status = "Degraded", message = "Listener " .. listener.name .. ": " .. (failed.message or failed.reason or failed.type) }
  end
end
for _, type in ipairs({ "Accepted", "Programmed" }) do
  if not has(status.conditions, type, "True") then
    return { status = "Progressing", message = "waiting for " .. type }
  end
end
return { status = "Healthy", message = "accepted and programmed" }
`;

const SCRIPTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.keys(VERSIONS)
      .filter((kind) => kind.endsWith('Route'))
      .map((kind) => [kind, ROUTE_HEALTH]),
  ),
  ListenerSet: LISTENER_SET_HEALTH,
};

/**
 * Health checks for the ConfigMap `argocd-cm` of Argo CD: Lua for the kinds of routes and for
 * ListenerSets. Argo CD has none for TCPRoute and UDPRoute, and none for TLSRoute and ListenerSet
 * in older versions; its own for HTTPRoute and GRPCRoute are content with one parent.
 *
 * @returns keys and values of its `data`, such as
 * `resource.customizations.health.gateway.networking.k8s.io_TCPRoute`
 */
export function argoCdHealth(): Record<string, string> {
  const entries = Object.entries(SCRIPTS).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([kind, script]) => [`resource.customizations.health.${GROUP}_${kind}`, script.trimStart()]));
}
