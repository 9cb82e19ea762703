#!/bin/sh
# Once, for hosted.yml: lets the workflows of one repository act as the service account, without any key.
# Signed in with gcloud as an owner of the project; put in your own three values.
set -eu
PROJECT=PUT-THE-ID-OF-YOUR-PROJECT-HERE
ACCOUNT=repair-desk@$PROJECT.iam.gserviceaccount.com
REPOSITORY=OWNER/REPOSITORY

NUMBER=$(gcloud projects describe "$PROJECT" --format='value(projectNumber)')
POOL=projects/$NUMBER/locations/global/workloadIdentityPools/hosted

gcloud services enable sheets.googleapis.com iamcredentials.googleapis.com sts.googleapis.com --project="$PROJECT"
gcloud iam workload-identity-pools create hosted --location=global --project="$PROJECT"
# without the condition, every repository of the host could sign in
gcloud iam workload-identity-pools providers create-oidc github --location=global --project="$PROJECT" \
  --workload-identity-pool=hosted --issuer-uri=https://token.actions.githubusercontent.com \
  --attribute-mapping=google.subject=assertion.sub,attribute.repository=assertion.repository \
  --attribute-condition="assertion.repository == '$REPOSITORY'"
gcloud iam service-accounts add-iam-policy-binding "$ACCOUNT" --project="$PROJECT" \
  --role=roles/iam.workloadIdentityUser \
  --member="principalSet://iam.googleapis.com/$POOL/attribute.repository/$REPOSITORY"

echo "REPAIR_DESK_ACCOUNT:  $ACCOUNT"
echo "REPAIR_DESK_PROVIDER: $POOL/providers/github"
